"""Doors of this room: members, their file, views, letters to many, the news from outside."""
