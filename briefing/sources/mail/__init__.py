"""Mail: messages, mailboxes, web archives and Outlook files."""
