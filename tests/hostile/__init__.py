"""Tests of what harms: hostile requests, messages, texts and modules."""
