"""Failures that a site must survive: killed processes, cut sockets, and late or repeated events."""
