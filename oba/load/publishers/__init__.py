"""What the publishers' own formats share: their columns, units, dimensions and lists."""
