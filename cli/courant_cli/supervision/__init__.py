"""Runs the processes of a site under one supervisor: starts, watches, restarts and ends them."""
