"""Use cases over the kernel, and the ports they need. Drivers are wired by the entry points and by tests."""
