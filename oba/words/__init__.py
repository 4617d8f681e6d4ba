"""Every sentence and number format of the product, written once."""
