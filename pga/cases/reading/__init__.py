"""What one may see of cases: every way in asks the policy, and leaves a line in the trail."""
