"""Plans: sections, needs, actions, targets, what families said, and progress."""
