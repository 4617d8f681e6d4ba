"""What nobody foresaw is told to whoever runs the server, in the log, and to nobody else."""

from __future__ import annotations

import logging
import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oba.server.answers import refuse

_log = logging.getLogger(__name__)
FAILED = "Something went wrong here. Whoever runs this server finds it in the log under {identity}."


class Sheltered:
    """Answers with one plain sentence and an id where an application fails before it has begun to answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, note)
        except Exception as error:
            if begun:
                raise
            identity = secrets.token_hex(4)
            _log.error("failure %s", identity, exc_info=error)
            await refuse(scope, send, 500, FAILED.format(identity=identity))
