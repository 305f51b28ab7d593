from briefing.model.calendar_words import format_date
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line


def shown_date(published: str | None) -> str:
    return format_date(published) or ""


def shown_day(published: str | None, added: str) -> str:
    """The date a text has, else when it was added to the library."""
    return shown_date(published) or f"added {shown_date(added)}"


def join_facts(*facts: str | None) -> str:
    return " · ".join(sanitize_line(fact) for fact in facts if fact)


def not_compared(briefings: int) -> str:
    return f"Not compared yet: {say_count(briefings, 'briefing')}. Open the list again later."


def one_line(words: str) -> str:
    return sanitize_line(words.replace("\n", " ").replace("\t", "  "))
