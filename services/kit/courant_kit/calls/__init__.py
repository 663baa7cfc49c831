"""One call: who calls, whether they may, how often, and how it is refused."""
