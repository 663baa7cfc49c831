"""The wiki: nested pages that everybody can read, members write and editors organise."""
