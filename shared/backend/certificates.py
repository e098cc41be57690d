"""Certificates that came whole once and are only named from then on, which makes each request shorter.

What is kept here was checked before (`Gate.check`) or issued by this office. What is not kept, as after a restore from
an older copy, is asked for whole with `UnknownCertificate`.
"""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy.orm import Session

from shared.backend.tables import CertificateRow
from shared.contract.codec import Json
from shared.contract.errors import UnknownCertificate
from shared.contract.items import name_of_certificate

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)


def whole(session: Session, certificate: str) -> str:
    """The certificate that is named, or the one that came whole. Raises UnknownCertificate."""
    if not _NAME.fullmatch(certificate):
        return certificate
    row = session.get(CertificateRow, certificate)
    if row is None:
        raise UnknownCertificate("send it whole")
    return row.token


def completed(session: Session, item: Json) -> Json:
    """An item as it came, with its certificate whole. Raises UnknownCertificate."""
    if not isinstance(item, dict) or not isinstance(named := item.get("certificate"), str):
        return item
    return {**item, "certificate": whole(session, named)}


def keep(session: Session, device: str, token: str) -> None:
    """From now on this certificate may be named."""
    name = name_of_certificate(token)
    if session.get(CertificateRow, name) is None:
        session.add(CertificateRow(name=name, device=device, token=token))
