"""A family tells of a death, or of the end of an entitlement (社会保险经办条例 第25条)."""
