"""What can be done to a case: one function is one act, one transaction, one line in the trail."""
