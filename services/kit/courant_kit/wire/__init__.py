"""Declarations of everything that travels between processes: contracts, payloads, pages, manifests (no I/O)."""
