"""`python -m shared.backend`: the office's process, and what its operator can ask of it (DESIGN section 5)."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from shared.backend.office import Office, OfficeError
from shared.backend.running import PortTaken, bind
from shared.backend.settings import DEFAULT_PORT, Settings, default_data

MOST_MINUTES = 60 * 24 * 366


def parser() -> argparse.ArgumentParser:
    """The command line. Its words are for operators and stay in English."""
    top = argparse.ArgumentParser(prog="python -m shared.backend", description="The embedded reference backend.")
    _common(top, default_data())
    top.add_argument("--port", type=_port, default=DEFAULT_PORT, help="0 takes any free port (default %(default)s)")
    top.add_argument("--hold", type=_minutes, default=10.0, metavar="MINUTES", help="nothing is processed before")
    top.add_argument("--phone", type=_folder, metavar="DIR", help="a built phone app to serve at /")
    commands = top.add_subparsers(dest="command", metavar="enrol | trust | publish | clerks | backup | restore")
    for name, what in (
        ("enrol", "write the enrolment of one kiosk (it holds a private key)"),
        ("trust", "write the public root and key set, for phone builds"),
        ("publish", "sign a dataset and give it to every device"),
        ("clerks", "take in who works at the desk, from JSON: [{id, name, queue, password}]; ended: true ends one"),
        ("backup", "write a copy of the database"),
        ("restore", "put a copy back and begin a new epoch"),
    ):
        command = commands.add_parser(name, help=what)
        _common(command, argparse.SUPPRESS)
        if name in ("publish", "clerks", "restore"):
            command.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE")
        else:
            command.add_argument("--out", dest="file", type=Path, required=True, metavar="FILE")
    return top


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= 65535):
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes <= MOST_MINUTES:
        raise argparse.ArgumentTypeError("minutes are a number from 0 to a year")
    return minutes


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    return Path(text)


def _common(command: argparse.ArgumentParser, data: Path | str) -> None:
    """Options of every command; a sub-command's own default must not undo what stood before it."""
    other = argparse.SUPPRESS if data is argparse.SUPPRESS else None
    command.add_argument("--data", type=Path, default=data, metavar="DIR", help="everything lies in DIR/backend")
    command.add_argument("--database", default=other, metavar="URL", help="instead of SQLite in DIR/backend")
    command.add_argument("--seed", choices=("demo", "none"), default=other, help="fixed when DIR is created")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 it could not be, 2 a wrong command line."""
    given = parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    settings = Settings(
        data=given.data, database=given.database, seed=given.seed, hold_minutes=given.hold, phone=given.phone
    )
    try:
        return _run(settings, given.command, getattr(given, "file", None), given.port)
    except OfficeError as error:
        print(f"backend: {error}", file=sys.stderr)
    except PortTaken as error:
        print(f"backend: port {error} is taken by another program; choose another with --port", file=sys.stderr)
    return 1


def _run(settings: Settings, command: str | None, file: Path | None, port: int) -> int:
    if command == "restore" and file is not None:
        Office.restore(settings, file)
        return 0
    if command is not None and file is not None:
        with Office.open(settings) as office:
            match command:
                case "enrol":
                    office.enrol_to(file)
                case "trust":
                    office.trust_to(file)
                case "publish":
                    office.publish_from(file)
                case "clerks":
                    office.clerks_from(file)
                case "backup":
                    office.backup_to(file)
        return 0
    listening = bind(port)
    # Only who serves pays for loading a web server: enrolment and the like start at once.
    from shared.backend.app import create_app
    from shared.backend.server import serve

    with Office.open(settings) as office:
        return 0 if serve(create_app(office), listening, settings.home) else 1


if __name__ == "__main__":
    sys.exit(main())
