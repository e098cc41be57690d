"""Sync: brings what waits here to the office, and what the office says back, without anybody waiting for it.

`scheduler` when to try (pure) · `trust` what is believed · `verdicts` what an answer means for an item · `causes` the
codes of what waits · `courier` one visit to the office · `engine` the task that makes the visits · `queries` questions
answered at once · `elapsed` what is known of the time · `system` the clock and randomness of this device · `status`
for operators. Speaks with the screen only through the store.
"""
