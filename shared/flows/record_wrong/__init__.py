"""Somebody says that a register has them wrong; also sent by one tap wherever a fact of the record is shown."""
