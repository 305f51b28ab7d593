import re

from briefing.late_pattern import late_pattern

_ONE = r"(?:[#.][^\s{}\"]+|[\w:-]+=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^\s\"'{}]+)|-)"
_LIST = rf"\{{:?[ \t]*{_ONE}(?:[ \t]+{_ONE}){{0,20}}[ \t]*\}}"
_AT_END = late_pattern(rf"(?<![ \t])[ \t]*+({_LIST})[ \t]*\Z")
_AT_START = late_pattern(_LIST)
_LINE = late_pattern(r"[ \t]*\{:[^{}\n]*\}[ \t]*\Z")
_NAME = late_pattern(r"(?<!\s)[ \t]\^[A-Za-z0-9-]{2,40}\Z")
_CONTENTS = late_pattern(
    r"\[{1,2}_?toc_?\]{1,2}|\$\{toc\}|\{\{[<%]? ?toc ?[>%]?\}\}|\{:toc[^{}\n]*\}", re.IGNORECASE
)


def take_attributes(content: str, *, heading: bool) -> tuple[str, list[str]]:
    """(words, what is no word)."""
    named = _NAME.search(content) if "^" in content[-50:] else None
    if named:
        return content[: named.start()], [named[0].strip()]
    if not content.endswith(("}", "]")) and not content.startswith("{:"):
        return content, []
    if _CONTENTS.fullmatch(content):
        return "", [content]
    if heading:
        found = _AT_END.search(content)
        return (content[: found.start()], [found[1]]) if found else (content, [])
    lines = content.split("\n")
    kept = [line for line in lines if not _LINE.match(line)]
    if len(kept) == len(lines):
        return content, []
    return "\n".join(kept), [line.strip() for line in lines if _LINE.match(line)]


def attributes_end(content: str) -> int:
    found = _AT_START.match(content)
    return found.end() if found else 0
