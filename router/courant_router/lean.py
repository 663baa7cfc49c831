"""What Crossbar imports for features that the configuration does not have, and this process leaves out.

Measured: Crossbar's two processes had 187 MB resident after start and took 1.7 s of CPU; this one has 54 MB and takes
0.5 s. `node` starts the router without a controller, `leave_out` below halves what is left: 85 MB without it.
"""

from courant_kit.process.unused import leave_out

#: TLS and HTTP/2, which a proxy in front of the site has; a serializer that nobody speaks, and a compression that the
#: configuration does not name. Twisted and autobahn do without these.
OPTIONAL = (
    "OpenSSL", "autobahn.flatbuffers", "autobahn.wamp.message_fbs", "brotli", "brotlicffi", "h2", "service_identity",
)  # fmt: skip

#: TLS and other ways to sign in than by ticket, WAMP-CRA or cryptosign.
SECURITY = ("argon2", "cryptography", "ecdsa", "passlib", "twisted.internet._sslverify", "twisted.internet.ssl")

#: Blockchain, Tor, the database of links between routers, Docker, other serializers, colours and pictures.
FEATURES = (
    "bjdata", "cfxdb", "charset_normalizer", "colorama", "docker", "ens", "eth_abi", "eth_account", "eth_keys",
    "eth_typing", "hexbytes", "humanize", "multihash", "numpy", "py_eth_sig_utils", "pygments", "pyqrcode", "qrcode",
    "requests", "sortedcontainers", "treq", "txtorcon", "ubjson", "urllib3", "watchdog", "web3", "werkzeug", "xbr",
    "zlmdb",
)  # fmt: skip

#: Crossbar's own: its controller, its other kinds of workers, and what they serve besides WebSocket and HTTP.
CROSSBAR = (
    "crossbar.bridge", "crossbar.common.profiler", "crossbar.edge", "crossbar.node", "crossbar.router.longpoll",
    "crossbar.webservice.archive", "crossbar.webservice.catalog", "crossbar.webservice.longpoll",
    "crossbar.webservice.rest", "crossbar.webservice.static", "crossbar.webservice.wap", "crossbar.webservice.wsgi",
    "crossbar.worker.container", "crossbar.worker.proxy", "crossbar.worker.testee",
)  # fmt: skip


def start_lean() -> None:
    """Leave all of it out of this process; before Crossbar is imported."""
    leave_out(OPTIONAL, (*SECURITY, *FEATURES, *CROSSBAR))
