"""The workbook that a partner fills in: its layout, and what comes back."""
