import re
from datetime import datetime

from briefing.sources.html.inline_markdown import paragraph

_FOLDED = re.compile(r"\n[ \t]")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_FORMS = {8: "%Y%m%d", 15: "%Y%m%dT%H%M%S", 16: "%Y%m%dT%H%M%SZ"}
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b|\b\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
_MOST = 50
"""Events of one message."""


def add_events(body: str, calendar: str) -> str:
    """Adds when and where (RFC 5545), unless `body` says a time."""
    if not body:
        return "\n\n".join(_events(calendar, described=True))
    return body if _CLOCK.search(body) else "\n\n".join([*_events(calendar), body])


def _events(text: str, *, described: bool = False) -> list[str]:
    parts: list[str] = []
    for event in text.split("BEGIN:VEVENT")[1 : _MOST + 1]:
        fields = _fields(event.partition("END:VEVENT")[0])
        start, end = fields.get("DTSTART", ("", "")), fields.get("DTEND", ("", ""))
        head = event_head(
            _moment(*start),
            _moment(*end),
            fields.get("LOCATION", ("", ""))[1],
            fields.get("ORGANIZER", ("", ""))[1].removeprefix("mailto:"),
        )
        parts.append(head)
        if described:
            about = fields.get("DESCRIPTION", ("", ""))[1].split("\n")
            title = fields.get("SUMMARY", ("", ""))[1].strip()
            parts[-1:] = [f"## {paragraph(title)}" if title else "", head, *map(paragraph, about)]
    return list(filter(str.strip, parts))


def event_head(start: str, end: str, place: str, organizer: str = "") -> str:
    when = " – ".join(filter(None, (start, end)))
    lines = {"When": when, "Where": place, "From": organizer}
    return "\\\n".join(
        paragraph(f"{name}: {words}") for name, words in lines.items() if words.strip()
    )


def _fields(event: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for line in _FOLDED.sub("", event.replace("\r", "")).split("\n"):
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        value = _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)
        found.setdefault(name.strip().upper(), (parameters, value))
    return found


def _moment(parameters: str, value: str) -> str:
    value = value.strip()
    try:
        found = datetime.strptime(value, _FORMS[len(value)])
    except (KeyError, ValueError):
        return value
    zone = "UTC" if value.endswith("Z") else parameters.partition("TZID=")[2].partition(";")[0]
    return f"{found:%Y-%m-%d}" if len(value) == 8 else f"{found:%Y-%m-%d %H:%M} {zone}".strip()
