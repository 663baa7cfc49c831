"""The `courant` command: runs, fills and checks an installation of Courant."""
