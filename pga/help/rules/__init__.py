"""Reading what changed, without a clock or a file."""
