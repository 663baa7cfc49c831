"""What is live: fragments, their versions and renderings, the outbox and the relay."""
