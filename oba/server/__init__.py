"""The process that serves the dashboard: the working instance, or a published copy behind its front door."""

from oba.server.process import make_app as make_app
from oba.server.process import serve as serve
