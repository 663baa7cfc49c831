"""What every Courant service is built from; start with `docs/tutorial.md`."""
