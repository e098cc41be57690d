"""The voice: drivers that make sound of words, clips that the client plays once, and the manager of what is said."""

from accessibility.speech.clips import Clips
from accessibility.speech.driver import Driver, SilentDriver, VoiceFailed
from accessibility.speech.manager import Player, Voice
from accessibility.speech.own import Mouth, OwnVoice
from accessibility.speech.shelf import Shelf
from accessibility.speech.telling import Said, Telling

__all__ = [
    "Clips",
    "Driver",
    "Mouth",
    "OwnVoice",
    "Player",
    "Said",
    "Shelf",
    "SilentDriver",
    "Telling",
    "Voice",
    "VoiceFailed",
]
