"""The citizen API over HTTP: `http` meets `CitizenApi` with httpx, `replies` says what a reply is worth.

Nothing personal stands in a URL, a header or an error here; whether what came is signed is for `shared.sync` to check.
"""
