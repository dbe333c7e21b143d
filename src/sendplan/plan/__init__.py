"""What was promised: plans, their sections, actions and targets, progress, and what families said and were told."""
