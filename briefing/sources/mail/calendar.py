import re
from datetime import datetime

from briefing.sources.html.inline_markdown import paragraph

_FOLDED = re.compile(r"\n[ \t]")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_FORMS = {8: "%Y%m%d", 15: "%Y%m%dT%H%M%S", 16: "%Y%m%dT%H%M%SZ"}
_MOST = 50
"""Events of one message."""


def calendar_markdown(text: str) -> str:
    """The events of an invitation (RFC 5545)."""
    parts: list[str] = []
    for event in text.split("BEGIN:VEVENT")[1 : _MOST + 1]:
        fields = _fields(event.partition("END:VEVENT")[0])
        start, end = fields.get("DTSTART", ("", "")), fields.get("DTEND", ("", ""))
        when = " – ".join(filter(None, (_moment(*start), _moment(*end))))
        lines = {
            "When": when,
            "Where": fields.get("LOCATION", ("", ""))[1],
            "From": fields.get("ORGANIZER", ("", ""))[1].removeprefix("mailto:"),
        }
        head = [paragraph(f"{name}: {words}") for name, words in lines.items() if words.strip()]
        about = fields.get("DESCRIPTION", ("", ""))[1].split("\n")
        title = fields.get("SUMMARY", ("", ""))[1].strip()
        parts += [f"## {paragraph(title)}"] if title else []
        parts += ["\\\n".join(head), *map(paragraph, filter(str.strip, about))]
    return "\n\n".join(filter(None, parts))


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
