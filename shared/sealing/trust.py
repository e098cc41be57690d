"""Who vouches for whom: root → key set → device certificates, acknowledgements, packs; issuer root → cards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from shared.contract.errors import Expired, RolledBack, UnknownKey
from shared.contract.trust import CardCertificate, DeviceCertificate, IssuerRoot, KeyEntry, KeySet, KeyUse, PublicKey
from shared.sealing.jws import check_jws, read_jws, sign_jws
from shared.sealing.ports import Crypto, Signer

KEY_SET_TYP: Final = "nuanchuang-keys"
DEVICE_TYP: Final = "nuanchuang-device"
CARD_TYP: Final = "nuanchuang-card"
CERTIFICATE_DAYS: Final = 90
"""Life of a device's certificate (PROTOCOL, Keys)."""


async def sign_key_set(root: Signer, key_set: KeySet) -> str:
    """The key set as a compact JWS by the offline root."""
    return await sign_jws(root, root.public.kid, KEY_SET_TYP, key_set.to_bytes())


async def take_key_set(
    crypto: Crypto, root: PublicKey, token: str, *, held: KeySet | None, now: datetime | None
) -> KeySet:
    """The key set that may be used from now on: signed by the root, not older than the one held, not expired.

    `now` is None where the device's clock is not to be trusted. Raises BadSignature, RolledBack, Expired, Malformed.
    """
    found = await read_key_set(crypto, root, token)
    if held is not None and found.version < held.version:
        raise RolledBack(f"version {found.version} after {held.version}")
    if held is not None and found.version == held.version and found != held:
        raise RolledBack(f"another version {found.version}")
    if now is not None and now > found.expires:
        raise Expired("the key set")
    return found


async def read_key_set(crypto: Crypto, root: PublicKey, token: str) -> KeySet:
    """A key set by its signature alone, as for one that is held already; raises BadSignature, Malformed."""
    return KeySet.from_bytes(await check_jws(crypto, read_jws(token), KEY_SET_TYP, root))


def find_key(key_set: KeySet, use: KeyUse, kid: str) -> KeyEntry:
    """The key of that id for that use; raises UnknownKey."""
    for entry in key_set.of_use(use):
        if entry.kid == kid:
            return entry
    raise UnknownKey(f"no {use.value} key of that id")


def used_in_time(entry: KeyEntry, at: datetime) -> None:
    """Refuses a key outside its dates (a signed time, not the clock of a device); raises Expired."""
    if not entry.not_before <= at <= entry.not_after:
        raise Expired(f"the {entry.use.value} key")


def seal_key(key_set: KeySet, now: datetime | None) -> KeyEntry:
    """The key to seal to: the newest that is valid now, else the one that stayed valid longest.

    A device that was long without network still seals: the office keeps private seal keys a year past expiry. Raises
    UnknownKey where there is none at all.
    """
    entries = key_set.of_use(KeyUse.SEAL)
    if not entries:
        raise UnknownKey("no seal key")
    valid = [entry for entry in entries if now is not None and entry.not_before <= now <= entry.not_after]
    return valid[0] if valid else max(entries, key=lambda entry: entry.not_after)


async def sign_device(authority: Signer, kid: str, certificate: DeviceCertificate) -> str:
    """A device's certificate by the key of use `device`."""
    return await sign_jws(authority, kid, DEVICE_TYP, certificate.to_bytes())


async def verify_device(crypto: Crypto, token: str, key_set: KeySet) -> DeviceCertificate:
    """A device's certificate by its signature; its own dates are for `check_dates`, since the office then holds, never
    refuses. Raises BadSignature, UnknownKey, Expired (the authority's key), Malformed."""
    jws = read_jws(token)
    authority = find_key(key_set, KeyUse.DEVICE, jws.kid)
    certificate = DeviceCertificate.from_bytes(await check_jws(crypto, jws, DEVICE_TYP, authority.key))
    used_in_time(authority, certificate.not_before)
    return certificate


def check_dates(certificate: DeviceCertificate, now: datetime) -> None:
    """Raises Expired outside of the certificate's dates."""
    if not certificate.not_before <= now <= certificate.not_after:
        raise Expired("the device certificate")


async def sign_card(issuer: Signer, certificate: CardCertificate) -> str:
    """A card's certificate by its issuer."""
    return await sign_jws(issuer, issuer.public.kid, CARD_TYP, certificate.to_bytes())


async def verify_card(crypto: Crypto, token: str, issuers: Iterable[IssuerRoot], on: date) -> CardCertificate:
    """A card's certificate that leads to one of the issuers' roots and is valid on that day.

    Raises UnknownKey (no such issuer here, as for demo cards elsewhere), BadSignature, Expired, Malformed.
    """
    jws = read_jws(token)
    issuer = next((issuer for issuer in issuers if issuer.key.kid == jws.kid), None)
    if issuer is None:
        raise UnknownKey("no such card issuer")
    certificate = CardCertificate.from_bytes(await check_jws(crypto, jws, CARD_TYP, issuer.key))
    if not certificate.valid_from <= on <= certificate.valid_to:
        raise Expired("the card")
    return certificate
