"""Bounces: letters that came back, and what they say."""
