"""The citizen API over HTTP."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from shared.backend.office import Office
from shared.backend.problems import add_problem_handlers
from shared.contract.api import Routes
from shared.contract.messages import Health


def create_app(office: Office) -> FastAPI:
    """The whole API of one office."""
    app = FastAPI(title="Nuanchuang citizen API", version="1")
    add_problem_handlers(app)

    @app.get(Routes.HEALTH.path)
    async def health() -> JSONResponse:
        """Whether it answers at all."""
        return JSONResponse(Health("ok").to_json())

    return app
