import re
from typing import Any

from msgspec import DecodeError, Struct, json

LONGEST = 1 << 14
"""Characters of front matter."""

_FENCED = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_FIELD = r"([^\n]*(?:\n[ \t]+\S[^\n]*){0,5})"
_TITLE_BLOCK = re.compile(rf"%(?!%){_FIELD}(?:\n%{_FIELD})?(?:\n%{_FIELD})?(?=\n[ \t]*\n|\n?\Z)")
"""Of pandoc."""
_FIELDS = re.compile(
    r"title:[ \t]+\S[^\n]*(?:\n[a-z][\w -]{1,30}:[ \t]+\S[^\n]*){1,20}(?=\n[ \t]*\n|\n?\Z)",
    re.IGNORECASE,
)
"""Of MultiMarkdown."""
_BRACES = re.compile(r"\{\n.*?^\}(?=\n[ \t]*\n\s*\S)", re.DOTALL | re.MULTILINE)
_YAML_LINE = re.compile(
    r"(?:[ \t]*+(?:#.*|-([ \t].*)?|['\"]?[\w.\- ]+['\"]?:([ \t].*)?|[\]})].*)?|[ \t]++\S.*)\Z"
)
_NAMED = re.compile(
    r"[ \t]+(?:-[ \t]+)?['\"]?name['\"]?:[ \t]*+(.*)\Z|-[ \t]+['\"]?name['\"]?:[ \t]*+(.*)\Z"
)
_KEY = re.compile(r"['\"]?([\w.\-]+)['\"]?:[ \t]*+(.*)\Z")


class FrontMatter(Struct, frozen=True):
    end: int
    language: str
    body: str
    values: dict[str, str]
    """Top-level keys in lower case; lists are joined by ", "."""

    def first(self, *keys: str) -> str | None:
        return next((self.values[key] for key in keys if self.values.get(key)), None)


def parse_front_matter(source: str) -> FrontMatter | None:
    if source.startswith("%"):
        return _title_block(source)
    if source.startswith("{"):
        return _json(source)
    if fields := _FIELDS.match(source, 0, LONGEST):
        return FrontMatter(fields.end(), "", fields[0], _yaml(fields[0].split("\n")))
    if not source.startswith(("---", "+++")):
        return None
    match = _FENCED.match(source, 0, LONGEST)
    if match is None:
        return None
    body = match[2].removesuffix("\n")
    if match[1] == "+++":
        values = _toml(body)
        return None if values is None else FrontMatter(match.end(), "toml", body, values)
    lines = body.split("\n")
    if not any(map(_KEY.match, lines)) or not all(map(_YAML_LINE.match, lines)):
        return None
    return FrontMatter(match.end(), "yaml", body, _yaml(lines))


def _json(source: str) -> FrontMatter | None:
    match = _BRACES.match(source, 0, LONGEST)
    try:
        table = json.decode(match[0], type=dict[str, Any]) if match else None
    except (DecodeError, RecursionError):
        return None
    if match is None or not table:
        return None
    values = {
        key.lower(): ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in table.items()
        if not isinstance(value, dict) and value is not None
    }
    return FrontMatter(match.end(), "json", match[0], values)


def _title_block(source: str) -> FrontMatter | None:
    match = _TITLE_BLOCK.match(source, 0, LONGEST)
    if match is None:
        return None
    title, authors, date = (words or "" for words in match.groups())
    parts = authors.replace("\n", ";").split(";")
    values = {
        "title": " ".join(title.split()),
        "author": ", ".join(filter(None, map(str.strip, parts))),
        "date": date.strip(),
    }
    return FrontMatter(match.end(), "", match[0], values)


def _toml(body: str) -> dict[str, str] | None:
    import tomllib

    try:
        table = tomllib.loads(body)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return {
        key.lower(): ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in table.items()
        if not isinstance(value, dict)
    }


def _yaml(lines: list[str]) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        match = _KEY.match(line)
        if match:
            current = values.setdefault(match[1].lower(), [])
            current += _scalars(match[2])
        elif named := _NAMED.match(line):
            current += _scalars(named[1] or named[2] or "")
        elif line.lstrip().startswith("- "):
            current += _scalars(line.lstrip()[2:])
        elif line[:1].isspace() and current and not _KEY.match(line.strip()):
            current[-1] = f"{current[-1]} {line.strip()}"
    return {key: ", ".join(filter(None, map(str.strip, parts))) for key, parts in values.items()}


def _scalars(value: str) -> list[str]:
    value = value.strip()
    if value in ("", "null", "~"):
        return []
    if value[0] in "|>" and len(value) < 4:
        return [""]
    if value[0] == "[" and value[-1] == "]":
        return [_unquoted(part.strip()) for part in value[1:-1].split(",") if part.strip()]
    return [_unquoted(value)]


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.sub(r"[ \t]#.*\Z", "", value)
