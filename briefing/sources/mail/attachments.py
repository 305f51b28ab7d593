from briefing.sanitize import sanitize_line


def attachment_notice(attached: list[str]) -> str:
    listed = ", ".join(sanitize_line(name)[:80] for name in attached[:5])
    more = " and more" if len(attached) > 5 else ""
    return f"Attachments were not opened: {listed}{more}."
