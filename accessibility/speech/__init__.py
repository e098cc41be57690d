"""The voice: drivers that make sound of words, clips that the client plays once, and the manager of what is said."""

from accessibility.speech.clips import Clips
from accessibility.speech.driver import Driver, SilentDriver, VoiceFailed
from accessibility.speech.manager import Player, Said, Voice
from accessibility.speech.shelf import Shelf

__all__ = ["Clips", "Driver", "Player", "Said", "Shelf", "SilentDriver", "Voice", "VoiceFailed"]
