"""A TCP relay on loopback, `relay.py FROM TO`: when it is killed, connections break as they do when a network fails."""

import asyncio
import sys


async def _passed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


async def _relayed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    far_reader, far_writer = await asyncio.open_connection("127.0.0.1", int(sys.argv[2]))
    await asyncio.gather(_passed(reader, far_writer), _passed(far_reader, writer), return_exceptions=True)


async def _main() -> None:
    async with await asyncio.start_server(_relayed, "127.0.0.1", int(sys.argv[1])) as server:
        await server.serve_forever()


asyncio.run(_main())
