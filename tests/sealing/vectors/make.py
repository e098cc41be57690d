"""Writes the vectors anew: `python -m tests.sealing.vectors.make`. To be run only when the format itself changes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Final

from shared.contract.codec import Json, b64
from shared.contract.items import ItemKind
from shared.domain.flow import Level
from shared.sealing.derive import receipt_number, slip_check
from shared.sealing.framing import frame
from shared.sealing.items import item_hash, open_with_slip, origin_bytes
from tests.sealing.world import CRYPTO, DEVICE_KEY, ROOT, SEAL_KEY, SECRET, fixed, fresh, key_set_token, sealed

FOLDER: Final = Path(__file__).parent


async def vector(kind: ItemKind, level: Level = Level.L2) -> dict[str, Json]:
    """Inputs and outputs of one sealing; binary values in base64url."""
    item = await sealed(kind, level=level)
    content = (await open_with_slip(CRYPTO, item, SECRET)).content.to_bytes()
    used = fresh()
    return {
        "kind": kind.value,
        "input": {
            "seal_key": SEAL_KEY.private_json(),
            "seal_kid": "seal",
            "device_key": DEVICE_KEY.private_json(),
            "root": ROOT.public.to_json(),
            "key_set": await key_set_token(),
            "certificate": item.certificate,
            "slip_secret": b64(SECRET),
            "cek": b64(used.cek),
            "iv": b64(used.iv),
            "epk": {**used.epk.public.to_json(), "d": b64(fixed("fresh epk"))},
            "header": item.header_bytes.decode(),
            "content": content.decode(),
        },
        "output": {
            "frame": b64(frame(content)),
            "jwe": item.jwe.decode(),
            "hash": b64(item_hash(item)),
            "origin_signed": origin_bytes(item.header, item_hash(item)).decode(),
            "origin": b64(item.origin),
            "slip_check": b64(slip_check(SECRET)),
            "receipt_number": receipt_number(item.header.id),
        },
    }


async def main() -> None:
    """One file per kind."""
    for kind in ItemKind:
        text = json.dumps(await vector(kind), ensure_ascii=False, indent=1)
        (FOLDER / f"{kind.value}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
