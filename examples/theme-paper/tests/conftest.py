"""The services' packages, which the tests of a theme import."""
