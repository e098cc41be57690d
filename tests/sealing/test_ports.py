"""Sealing meets the ports of the application and of the contract, and runs without compiled packages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import shared.sealing
from shared.app.ports import Keys, Sealer, SessionProof
from shared.contract.api import RequestSigner
from shared.sealing.crypto_native import NativeAgreement, NativeCrypto, NativeSigner
from shared.sealing.demo_native import DemoCard
from shared.sealing.keys_native import Device, FileKeys
from shared.sealing.ports import Agreement, Crypto, Signer
from shared.sealing.sealer import ItemSealer, SealingDevice
from shared.sealing.session import L2Session, SigningCard
from shared.sealing.transport import TransportSigner

FILES = sorted(Path(shared.sealing.__file__).parent.glob("*.py"))
PLAIN = [path for path in FILES if not path.stem.endswith("_native")]


def shapes(
    keys: FileKeys, sealer: ItemSealer, session: L2Session, device: Device, card: DemoCard, transport: TransportSigner
) -> tuple[Keys, Sealer, SessionProof, SealingDevice, SigningCard, RequestSigner, RequestSigner]:
    """Proved by the type checker alone."""
    return keys, sealer, session, device, card, keys, transport


def primitives(
    crypto: NativeCrypto, signer: NativeSigner, agreement: NativeAgreement
) -> tuple[Crypto, Signer, Agreement]:
    """Proved by the type checker alone."""
    return crypto, signer, agreement


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_what_a_browser_runs_imports_nothing_compiled(path: Path) -> None:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    assert not {name for name in names if name.endswith("_native") or name.split(".")[0] in ("cryptography", "joserfc")}
