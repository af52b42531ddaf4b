"""Doors of the website: home, editorial pages, display."""
