"""What this device keeps, in one SQLite file: drafts, outbox, receipts, packs, key sets and the state of sync.

Nothing here is in clear: drafts and items come sealed, owners are HMAC indexes. Each promise made to a person is one
transaction. `store` opens it all · `base` the file, its transactions, its recovery · `schema` the tables · `salvage`
and `pages` read what a broken file still holds · `drafts`, `outbox`, `datasets`, `changes` meet the ports of the
application · `queue` and `state` are what sync works with.
"""
