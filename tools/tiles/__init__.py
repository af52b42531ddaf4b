"""The mosaic of trades: square tiles drawn from a few flat shapes. Each carries its own background: light, dark, print and mail alike."""
