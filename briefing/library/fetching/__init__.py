"""Brings in by itself what feeds, folders and mailboxes have."""
