"""WebSocket bytes (RFC 6455): a handshake, client frames, and where server frames begin and end."""

import base64
import os
import struct

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def handshake(host: str, path: str, subprotocol: str = "", cookie: str = "") -> bytes:
    """Return the upgrade request of a browser window on `host`, without an offer of compression."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        f"Origin: http://{host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
    ]
    if subprotocol:
        lines.append(f"Sec-WebSocket-Protocol: {subprotocol}")
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """Return one final client frame; its masking key is zero, which is legal and leaves the payload unchanged."""
    length = len(payload)
    if length < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | length)
    elif length < 1 << 16:
        head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, length)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, length)
    return head + b"\0\0\0\0" + payload


def whole_frames(data: bytes) -> tuple[list[tuple[int, int, int]], int]:
    """Return opcode, start and end of the payload of each complete server frame, and the index after the last."""
    found: list[tuple[int, int, int]] = []
    at, size = 0, len(data)
    while at + 2 <= size:
        start, length = at + 2, data[at + 1] & 0x7F
        if length == 126:
            start, length = at + 4, int.from_bytes(data[at + 2 : at + 4], "big")
        elif length == 127:
            start, length = at + 10, int.from_bytes(data[at + 2 : at + 10], "big")
        end = start + length
        if start > size or end > size:
            break
        found.append((data[at] & 0x0F, start, end))
        at = end
    return found, at
