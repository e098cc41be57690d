"""`python -m accessibility.sign missing` lists what nobody has signed yet; `verify FOLDER` checks a pack (exit 1)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from accessibility.sign.pack import ASSETS, BrokenPack, open_packs, read_pack
from accessibility.sign.texts import all_messages, chinese, text_hash
from shared.flows import EVERY


def main(arguments: Sequence[str] | None = None) -> int:
    """List or check."""
    parser = argparse.ArgumentParser(prog="python -m accessibility.sign")
    commands = parser.add_subparsers(dest="command", required=True)
    missing = commands.add_parser("missing", help="messages without a recording: flow, id, hash of the text, text")
    missing.add_argument("--packs", type=Path, nargs="*", default=[ASSETS], metavar="DIR", help="where packs lie")
    missing.add_argument("flows", nargs="*", metavar="FLOW", help="only these services")
    verify = commands.add_parser("verify", help="is everything in this pack as its manifest says?")
    verify.add_argument("folder", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.command == "verify":
        return _verify(chosen.folder)
    unknown = sorted(set(chosen.flows) - set(EVERY))
    if unknown:
        parser.error(f"no such flow: {', '.join(unknown)}; there are {', '.join(EVERY)}")
    return _missing(tuple(chosen.flows), chosen.packs)


def _missing(flows: tuple[str, ...], roots: Sequence[Path]) -> int:
    packs = open_packs(roots)
    messages = list(all_messages(flows))
    lacking = [(flow, id) for flow, id in messages if packs.clip(id) is None]
    for flow, id in lacking:
        words = " / ".join(chinese()[id].forms).replace("\n", " ")
        print("\t".join((flow or "-", id, text_hash(id), words)))
    print(f"{len(lacking)} of {len(messages)} messages have no recording", file=sys.stderr)
    return 0


def _verify(folder: Path) -> int:
    try:
        pack = read_pack(folder.resolve())
    except BrokenPack as error:
        print(error)
        return 1
    for fault in pack.faults:
        print(fault)
    print(f"{pack.set} {pack.version}: {len(pack.clips)} clips may be shown, {len(pack.faults)} faults")
    return 1 if pack.faults else 0


if __name__ == "__main__":
    sys.exit(main())
