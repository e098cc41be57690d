"""The floors that need a server: a bare Flet page, and a bare FastAPI route. Run as a process of its own."""

from __future__ import annotations

import socket
import sys

import flet as ft
import uvicorn
from fastapi import FastAPI, Request

from kiosk.gate import Gate
from kiosk.server import build_app

WORDS = "暖窗社保服务"


def listening() -> tuple[socket.socket, int]:
    """Any free port on loopback."""
    found = socket.socket()
    found.bind(("127.0.0.1", 0))
    return found, int(found.getsockname()[1])


def serve(app: FastAPI, on: socket.socket) -> None:
    """As the kiosk serves: uvicorn on a socket that is bound already."""
    config = uvicorn.Config(app, log_level="warning", access_log=False, ws="websockets-sansio")
    uvicorn.Server(config).run(sockets=[on])


def button(id: str, words: str, act: ft.ControlEventHandler[ft.Button] | None = None) -> ft.Semantics:
    """Three controls: an identifier, a button, words."""
    return ft.Semantics(identifier=id, content=ft.FilledButton(content=ft.Text(words), on_click=act))


def rows(name: str, controls: int) -> ft.Column:
    """So many controls, in threes."""
    return ft.Column([button(f"{name}.{n}", f"{WORDS} {n}") for n in range(max(1, controls // 3))], spacing=2)


def flet(bars: int, content: int) -> None:
    """Two pages of so many controls behind bars of so many; a touch of `nav.next` or `nav.back` shows the other one."""

    async def main(page: ft.Page) -> None:
        page.padding = 0
        holder = ft.Container(expand=True)

        def show(name: str) -> None:
            column = rows(name, content)
            column.scroll = ft.ScrollMode.HIDDEN
            holder.content = ft.Semantics(identifier=f"page.{name}", container=True, content=column)

        def turn(name: str) -> ft.ControlEventHandler[ft.Button]:
            async def act(_: ft.Event[ft.Button]) -> None:
                show(name)
                page.update()

            return act

        bar = ft.Row([button("nav.back", "back", turn("one")), button("nav.next", "next", turn("two"))])
        rest = ft.Row([button(f"bar.{n}", WORDS) for n in range(max(0, bars // 3 - 2))], wrap=True)
        page.controls = [ft.Column([holder, rest, bar], expand=True)]
        show("one")
        page.update()

    on, port = listening()
    gate = Gate(port)
    app = build_app(main, gate)
    print(f"bare ready at {gate.url()}", flush=True)
    serve(app, on)


def stock() -> None:
    """A bare Flet app as Flet itself serves it."""

    async def main(page: ft.Page) -> None:
        page.controls = [ft.Semantics(identifier="page.bare", container=True, content=ft.Text("Hello"))]
        page.update()

    on, port = listening()
    app = ft.run(main, export_asgi_app=True, no_cdn=True)
    print(f"bare ready at http://127.0.0.1:{port}/", flush=True)
    serve(app, on)


def route() -> None:
    """A route that takes a body and says so."""
    app = FastAPI(openapi_url=None)

    @app.post("/items")
    async def take(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    on, port = listening()
    print(f"bare ready at http://127.0.0.1:{port}/items", flush=True)
    serve(app, on)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["flet", bars, content]:
            flet(int(bars), int(content))
        case ["stock"]:
            stock()
        case ["route"]:
            route()
        case _:
            sys.exit("usage: python -m tests.benchmarks.bare flet BARS CONTENT | stock | route")
