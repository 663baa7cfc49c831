"""Everything a site has, written into a folder; and such a folder, read again."""
