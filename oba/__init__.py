"""An outcomes-based accountability dashboard: did we turn the curve?"""

__version__ = "0.1.0"
