"""Core: the site's modules, menu and front page, who is on which page, and credentials for other programs."""
