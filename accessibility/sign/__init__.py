"""Sign language: packs of recordings of real signers, each clip bound to the hash of the Chinese text that it signs."""

from accessibility.sign.pack import BrokenPack, Clip, SignPack, SignPacks, open_packs, read_pack
from accessibility.sign.pages import PageSigns, messages_of, page_signs
from accessibility.sign.texts import signable, text_hash

__all__ = [
    "BrokenPack",
    "Clip",
    "PageSigns",
    "SignPack",
    "SignPacks",
    "messages_of",
    "open_packs",
    "page_signs",
    "read_pack",
    "signable",
    "text_hash",
]
