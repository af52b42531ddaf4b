"""Hostile tests of the whole product: they find its addresses and its forms by themselves. What they hold: SECURITY.md."""
