"""Compatibility mode: ordinary Django apps, which know HTTP and nothing of this site, as a part of it."""
