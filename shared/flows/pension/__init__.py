"""领取养老金: the claim for a basic pension, 职工 and 城乡居民."""
