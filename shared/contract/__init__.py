"""The citizen API: its messages, errors and protocol. Standard library dataclasses only; client and backend share them.

`codec` (JSON, base64url, times) · `ids` (UUIDv7) · `items` (header, sealed item, batch) · `bodies` (what is sealed) ·
`results` (answers of the backend per item) · `trust` (key set, certificates, enrolment) · `messages` (everything else
that travels, with `news` and `queries`) · `texts` · `errors` · `api` (paths and the `CitizenApi` protocol).
"""
