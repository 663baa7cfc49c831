"""What calls and pages look up: pages, stored links, old addresses, and the parts of what pages show."""
