"""Doors of this room: the tree, one network, its organisations."""
