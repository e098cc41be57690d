"""预约: half hours at offices, taken once each however many ask for them at once.

`calendar` knows working days, `plan` makes half hours from the offices' own opening hours, `taking` gives them out,
`booking` answers wishes, changes and cancellations, `listing` tells every device what is free.
"""
