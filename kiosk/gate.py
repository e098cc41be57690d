"""Who may open the kiosk: a page brings a single-use token and holds a cookie from then on."""

from __future__ import annotations

import hmac
import secrets
from typing import Final
from urllib.parse import urlsplit

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")


class Gate:
    """Who may open the kiosk: whoever brings the token first gets the cookie; a new token ends older cookies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.name = f"nuanchuang_{port}"
        self._token = ""
        self._cookie = ""

    def url(self) -> str:
        """An address that opens the kiosk once: the same one until somebody came by it."""
        self._token = self._token or secrets.token_urlsafe(32)
        return f"http://127.0.0.1:{self.port}/?token={self._token}"

    def redeem(self, token: str) -> str | None:
        """The cookie for a token that was never used, else None."""
        if not self._token or not hmac.compare_digest(token.encode(), self._token.encode()):
            return None
        self._token, self._cookie = "", secrets.token_urlsafe(32)
        return self._cookie

    def admits(self, cookie: str | None) -> bool:
        """Whether that cookie is the one given out."""
        return bool(self._cookie and cookie and hmac.compare_digest(cookie.encode(), self._cookie.encode()))

    def is_here(self, host: str | None) -> bool:
        """Whether a Host header names this server on loopback: a page elsewhere that rebinds its name does not."""
        return host in {f"{name}:{self.port}" for name in LOOPBACK}

    def is_ours(self, origin: str | None) -> bool:
        """Whether an Origin header is this server's own; absent only where a browser sends none."""
        return origin is None or (urlsplit(origin).scheme == "http" and self.is_here(urlsplit(origin).netloc))
