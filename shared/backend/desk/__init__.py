"""The clerk's desk: what waits for a person has a person with a screen.

`service` parts (no screen, no Flet): `clerks`, `leases`, `queue`, `cases`, `acts`, `decide`, `checks`. The page is in
`pages` and `screen`, and is loaded when somebody first opens `/desk`.
"""
