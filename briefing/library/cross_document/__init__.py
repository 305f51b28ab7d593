"""What briefings have in common: who is named in several, and which issues are near each other."""
