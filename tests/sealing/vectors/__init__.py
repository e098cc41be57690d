"""Test vectors: one item of each kind, with every input, so that another implementation can be held against them."""
