"""Doors of engagements: asking, following, answering, and the coordinator's desk."""
