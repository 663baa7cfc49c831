"""Where content comes from: a file for each program that keeps Markdown in folders, with what is its own."""
