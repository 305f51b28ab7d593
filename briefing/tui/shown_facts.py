from datetime import date

from briefing.model.sanitize import sanitize_line

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def shown_date(published: str | None) -> str:
    """Words such as "2 Mar 2026" for ISO 8601; anything else is unchanged, and None is ""."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return published or ""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def shown_day(published: str | None, added: str) -> str:
    """The date a text has, else when it was added to the library."""
    return shown_date(published) or f"added {shown_date(added)}"


def join_facts(*facts: str | None) -> str:
    return " · ".join(sanitize_line(fact) for fact in facts if fact)
