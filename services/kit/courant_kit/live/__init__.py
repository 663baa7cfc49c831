"""Live fragments: their declarations, versions and renderings, the outbox and the relay."""
