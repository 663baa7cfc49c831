"""Decodes and writes pictures, in a process of its own. It imports nothing else of ours, and no service imports it."""
