"""What every import needs to read: files in a folder, their front matter, and the addresses in their text."""
