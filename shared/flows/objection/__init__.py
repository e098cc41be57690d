"""不服决定: objecting, at the office and beyond it."""
