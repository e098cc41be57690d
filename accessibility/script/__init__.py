"""A page becomes a script: what is said, in which order, and which numbers choose what."""

from accessibility.script.pages import idle_script, script_of, why_script
from accessibility.script.utterance import Part, Pause, Priority, Script, Utterance, Words

__all__ = ["Part", "Pause", "Priority", "Script", "Utterance", "Words", "idle_script", "script_of", "why_script"]
