"""What briefings have in common: entities mentioned in several, and related issues."""
