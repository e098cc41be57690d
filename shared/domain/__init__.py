"""The kernel: what a service is, what was answered, what follows from it. Standard library only, no side effects."""
