"""The Crossbar router, which connects Courant's browsers and services."""
