"""Doors: the page everybody may open to report, a parent's, those of referents and coordinators."""
