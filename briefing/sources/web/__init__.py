"""Web addresses: which may be fetched, and how a fetch is done."""
