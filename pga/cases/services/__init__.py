"""What can be done to a case: one function is one act, one transaction, with its line in the trail."""
