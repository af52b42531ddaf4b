"""Doors of this room: the public directory, a role model's own pages, an ambassador's territory."""
