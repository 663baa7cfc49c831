"""How often pages are read: counted without cookies, addresses or anything else that says who read."""
