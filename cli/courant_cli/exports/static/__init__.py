"""A site as static HTML, for any file server."""
