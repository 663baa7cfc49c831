"""Courant's mail: the newsletter of new posts, and notices of comments, sent by any mail server."""
