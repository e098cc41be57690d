"""`python -m mobile build | serve | stage`: makes the phone app, serves it with the embedded office (DESIGN section 5),
stages it for native packages."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from mobile.serving_native import DEFAULT_PORT, default_data


def parser() -> argparse.ArgumentParser:
    """The command line. Its words are for operators and stay in English."""
    top = argparse.ArgumentParser(prog="python -m mobile", description="The Nuanchuang phone app.")
    commands = top.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="write the static site")
    build.add_argument("--out", type=Path, required=True, metavar="DIR")
    build.add_argument("--trust", type=Path, default=None, metavar="FILE", help="whom the phone believes")
    serve = commands.add_parser("serve", help="build when needed, and serve it on loopback with the embedded office")
    serve.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes any free one (default %(default)s)")
    serve.add_argument("--data", type=Path, default=default_data(), metavar="DIR", help="the office's data")
    serve.add_argument("--window", action="store_true", help="open a window of a phone's size")
    stage = commands.add_parser("stage", help="write a folder for `flet build apk` and `flet build ipa`")
    stage.add_argument("--out", type=Path, required=True, metavar="DIR")
    stage.add_argument("--trust", type=Path, required=True, metavar="FILE", help="whom the phone believes")
    stage.add_argument("--office", required=True, metavar="URL", help="where the office is")
    for command in (build, serve):
        command.add_argument("--fast", action="store_true", help="pack nothing: for tests and work on the app")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done or ended when told to, 1 it could not be, 2 a wrong command line."""
    given = parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(message)s")
    from mobile.build_native import build_site
    from mobile.packing_native import BuildError
    from mobile.serving_native import ServeError, serve
    from mobile.staging_native import stage

    try:
        if given.command == "build":
            build_site(given.out, given.trust, fast=given.fast)
            return 0
        if given.command == "stage":
            stage(given.out, given.trust, given.office)
            return 0
        return serve(given.port, given.data, window=given.window, fast=given.fast)
    except (BuildError, ServeError) as error:
        print(f"mobile: {error}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
