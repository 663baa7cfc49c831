"""What people and imports change in posts, and what follows from that."""
