"""What the explorer's process answers beside Streamlit: the papers and, on the working instance, its two scripts."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse
from starlette.routing import Route

from oba.errors import NotFoundError, ObaError
from oba.server.guard import PAPERS, SCRIPTS
from oba.settings import Settings
from oba.ui.html import TEMPLATES
from oba.ui.papers import make_missing, make_paper


def list_routes(settings: Settings) -> list[Route]:
    """The addresses of the papers, and of the scripts where somebody types."""

    def send_paper(request: Request) -> HTMLResponse:
        """One paper; where it is not there, a page that says so. Runs in a thread, for it reads the store."""
        name = request.path_params["name"]
        try:
            return HTMLResponse(make_paper(settings, name, dict(request.query_params)))
        except NotFoundError as error:
            return HTMLResponse(make_missing(settings, str(error)), status_code=404)
        except ObaError as error:
            return HTMLResponse(make_missing(settings, str(error)), status_code=503)

    papers = [Route(f"{PAPERS}{{name:str}}", send_paper)]
    return papers if settings.published else [*papers, *(Route(f"/{name}", _send_script) for name in SCRIPTS)]


async def _send_script(request: Request) -> FileResponse:
    return FileResponse(TEMPLATES / Path(request.url.path).name, media_type="text/javascript")
