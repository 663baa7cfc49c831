"""What every import reads: files in a folder, their front matter, the addresses in their text."""
