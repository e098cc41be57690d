"""Signs of life from other offices, and the state of 资格认证 that follows from them (社会保险经办条例 第26条).

`tables` · `feeds` (taking in) · `standing` (one person) · `matching` (everybody, streamed) · `reckoning` (the daily
run, who needs a person) · `knowledge` (the two questions) · `acts` (what persons decide) · `hooks` · `demo`.
"""
