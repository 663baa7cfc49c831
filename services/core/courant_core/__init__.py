"""Core: which modules the site has, its menu and front page, who is on which page, and strangers' credentials."""
