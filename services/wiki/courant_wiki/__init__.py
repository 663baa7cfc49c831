"""The wiki: nested pages that everybody can read, and editors (or all members) write."""
