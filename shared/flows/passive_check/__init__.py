"""资格认证 (静默认证): whether a person still draws rightly, by comparing information first."""
