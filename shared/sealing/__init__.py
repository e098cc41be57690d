"""Sealing: what leaves a device can be read by the office and by whoever holds the slip, and by nobody else.

Who can read what. A *draft*: the same person, in the same session, on the same device (one AES key each, dropped with
it). A *waiting item*: the office (private seal key) and the holder of the slip secret; not the kiosk, not its operator,
not a thief. A *receipt*: everybody may read number, kind, day and a hash over ciphertext, from which nothing can be
guessed. A *record*: the person at L2, sealed for a key that dies with the session. An *acknowledgement*, *statement*,
*key set* or *certificate*: public, believed only with its signature.

Everything except modules named `*_native` runs in a browser too; `*_browser` runs only there.

`ports` what a platform must bring · `crypto_native` those ports over `cryptography`, `crypto_browser` over WebCrypto
· `derive` HKDF, indexes, receipt numbers · `framing` deflate, padding · `jwe` `jws` the two standard forms · `items`
seal, open, verify · `session` L2 · `transport` signed requests · `trust` key set, certificates · `acks`
acknowledgements, packs · `answers` sealed answers · `codes` `slips` QR texts · `drafts` · `attachments` · `sealer`
the application's port over all of it · `enrolment` the operator's file · `office_native` the office's keys ·
`keys_native` a kiosk's keys in files · `keys_browser` a phone's in a browser · `demo_native` the demo people and
their cards.
"""
