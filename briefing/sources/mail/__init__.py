"""Converts mail: messages, mailboxes, saved web pages (MHTML) and Outlook files."""
