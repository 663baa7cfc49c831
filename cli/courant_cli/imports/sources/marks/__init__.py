"""The marks of Markdown's dialects (no I/O): what they stand for is kept, the marks themselves are never shown."""
