"""The wiki: pages of any depth that everybody reads, members write and editors keep in order."""
