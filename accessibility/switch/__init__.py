"""Everything by one switch or two: what lights up in which order, and what a press means."""

from accessibility.switch.scanning import KEEP, UNDO, Scanning, advance, lit, press, stops

__all__ = ["KEEP", "UNDO", "Scanning", "advance", "lit", "press", "stops"]
