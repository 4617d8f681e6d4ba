"""What nobody foresaw is told to whoever runs the server, in the log, and to nobody else."""

from __future__ import annotations

import logging
import secrets

from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from oba.server.answers import FRAMED_BY_US, NOT_KEPT, SECURE

_log = logging.getLogger(__name__)
FAILED = "Something went wrong here. Whoever runs this server finds it in the log under {identity}."


def shelter(app: ASGIApp) -> ASGIApp:
    """Answers with one plain sentence and an id where an application fails before it has begun to answer.

    The failure goes on to the server that runs the application, which logs it.
    """
    return ServerErrorMiddleware(app, handler=tell_failure)


def tell_failure(_: Request, __: Exception) -> PlainTextResponse:
    identity = secrets.token_hex(4)
    _log.error("failure %s: what follows", identity)
    headers = {name.decode(): value.decode() for name, value in (*SECURE, *FRAMED_BY_US, *NOT_KEPT)}
    return PlainTextResponse(FAILED.format(identity=identity), status_code=500, headers=headers)
