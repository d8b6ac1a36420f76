"""Romanised Hindi of career questions, read as English."""
