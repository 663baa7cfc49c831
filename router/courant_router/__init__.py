"""The Crossbar router that Courant's browsers and services meet on."""
