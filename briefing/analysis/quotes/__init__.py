"""Who said what: quotations, reported speech, and the speakers of both."""
