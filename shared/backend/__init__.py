"""The embedded reference backend: a real, small office that implements the citizen API.

`__main__` (command line) · `settings` · `office` (keys, trust, enrolment) · `tables` and `database` · `app` (HTTP) ·
`gate` (nonces, signatures, quota) · `intake` (items) · `targets` (withdraw, correct …) · `processing` (the rules, after
the hold) · `queries` · `news` (changes, known) · `seed` (synthetic citizens).
"""
