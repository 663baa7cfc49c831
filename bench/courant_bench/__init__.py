"""Measures Courant beside pinned peers on one machine, in one run."""
