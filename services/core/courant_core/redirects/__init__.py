"""Redirects: where addresses lead that no page has any more, as administrators and importers have written it down."""
