"""The phone's line to the office; a module of its own, since a person waits for the first page and not for this."""

from __future__ import annotations

from shared.client.fetch_browser import FetchTransport
from shared.client.http import HttpCitizenApi
from shared.contract.api import RequestSigner


def office(url: str, signer: RequestSigner | None = None) -> HttpCitizenApi:
    """The office there, asked by `fetch`."""
    return HttpCitizenApi(url, signer, transport=FetchTransport())
