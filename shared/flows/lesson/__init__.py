"""怎么用这台机器: the first lesson."""
