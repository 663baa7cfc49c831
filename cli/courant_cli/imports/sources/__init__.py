"""Where content comes from: one file for each program that stores Markdown in folders, with its peculiarities."""
