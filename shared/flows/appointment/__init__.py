"""预约: a time at the counter, so that nobody queues."""
