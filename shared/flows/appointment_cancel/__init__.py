"""取消预约: a time is given back, for somebody else."""
