"""Tests of the documents: every command and every example in them works."""
