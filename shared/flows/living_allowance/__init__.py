"""最低生活保障: the minimum living allowance of a household."""
