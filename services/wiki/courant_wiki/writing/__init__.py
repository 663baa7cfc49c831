"""What people and imports change in pages, and what follows from that."""
