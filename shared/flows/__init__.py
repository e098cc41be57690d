"""The services, one folder each: `flow.py` (steps), `rules.py` (law), `params.toml` (amounts), `cases.toml` (people)."""
