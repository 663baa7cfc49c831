"""Texts that several people write at once: a Yjs document each, owned by a service (docs/topics/coediting.md)."""
