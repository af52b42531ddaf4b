"""IndustriElles: what a collective of women of industry runs on."""
__version__ = "0.1.0"
