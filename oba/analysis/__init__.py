"""From series to findings: numpy only, every series at once, no input or output."""
