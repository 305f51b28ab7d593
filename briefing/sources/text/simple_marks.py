import re

from msgspec import Struct, field

from briefing.late_pattern import late_pattern
from briefing.model import InlineKind, InlineMark, Span
from briefing.sanitize import sanitize
from briefing.sources.text.emoji_codes import show_emoji

_BEGINS = late_pattern(
    r"[^\W\d_]|\d(?!\d{0,8}[.)])|\*{1,2}[^\W_]|\[[^\W_]|`[^`]|[\"“(][^\W_]",
)
"""What begins no block and underlines none."""
_IN = r"[^\\`*_\[\]<&~^|$!{%=\t\n]"
_TOKEN = late_pattern(
    rf"(?P<plain>(?:[^\\`*_\[\]<&~^|$!:{{%=\t\n]|&(?= )|%(?!%)|=(?!=)|!(?!\[)|:(?!//)){{1,400}})"
    rf"|(?<![^ (\"“])(?P<sign>\*\*?)(?P<strong>[^\W_](?:{_IN}{{0,400}}[^\W_])?"
    r"(?:(?=\*\*?(?:[ .,;:!?)\"'”’-]|\Z))|[:.,](?=\*\*?(?: |\Z))))(?P=sign)(?!\*)"
    rf"|\[(?P<label>[^\W_](?:{_IN}{{0,400}}[^ \t\n\\`*_\[\]<&~^|$!])?)\]"
    r"\((?P<target>[\w:/.?=%#+,;@!$'~*-]{1,2000})\)"
    r"|(?<!`)`(?P<code>[^` \t\n](?:[^`\t\n]{0,400}[^` \t\n])?)`(?!`)"
)
_KINDS = {"*": InlineKind.EMPHASIS, "**": InlineKind.STRONG}


class MarkedText(Struct):
    text: str
    base: int
    marks: list[InlineMark] = field(default_factory=list)

    def write(self, text: str) -> Span:
        start = self.base + len(self.text)
        self.text += text
        return Span(start, start + len(text))


def read_simple_marks(source: str, base: int, marker: str = "") -> MarkedText | None:
    """None for anything that might be more."""
    lines = source.rstrip().split("\n")
    for line in lines:
        if (
            line.startswith("    ")
            or "\t" in line
            or line.endswith("  ")
            or not _BEGINS.match(line.lstrip(" "))
        ):
            return None
    text = " ".join(line.strip(" ") for line in lines)
    read, plain, at = MarkedText(f"{marker} " if marker else "", base), "", 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        at = token.end()
        if token.lastgroup == "plain":
            plain += token[0]
            continue
        read.write(show_emoji(plain))
        plain = ""
        _add_mark(read, token)
    read.write(show_emoji(plain))
    return read


def _add_mark(read: MarkedText, token: re.Match[str]) -> None:
    kind = InlineKind.CODE if token["code"] else _KINDS.get(token["sign"], InlineKind.LINK)
    span = read.write(token["code"] or show_emoji(token["strong"] or token["label"]))
    read.marks.append(InlineMark(kind, span, sanitize(token["target"] or "")))
