"""Writes inline markdown, escaped so that it reads back as the same text."""

import re
import unicodedata
from itertools import groupby

from msgspec import Struct, field

from briefing.model.markdown_writer import READ_AS_MORE

_SPACE = re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")
"""All but single spaces."""
_SPECIAL = re.compile(rf"[\\`*_\[\]<>~|]|&(?=#|\w+;)|{READ_AS_MORE}")
_SIGN = re.compile(r"[\\`*_\[\]<>~|&$]")
# One of these, or two colons, is in what needs an escape, and is found much quicker.
_LINE_START = re.compile(r"^(?:([#+=:-])|(\d{1,9})([.)])(?=\s|\Z))")
_WORD = re.compile(r"\w")

BREAK = "\\\n"


def escape(text: str) -> str:
    if _SIGN.search(text) or text.count(":") > 1:
        return _SPECIAL.sub(r"\\\g<0>", text)
    return text


def join_spaces(text: str) -> str:
    if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text:
        return _SPACE.sub(" ", text)
    return text


class _Token(Struct):
    kind: str
    """"text", "raw" (unescaped), "open" or "close"."""
    text: str
    pair: int = 0


class Inline(Struct):
    tokens: list[_Token] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    pictured: list[str] = field(default_factory=list)
    """Those of `words` that stand for pictures."""
    linked: int = 0
    length: int = 0
    pairs: int = 0

    def text(self, text: str) -> None:
        text = join_spaces(text.replace("\xad", ""))
        if text:
            self.tokens.append(_Token("text", text))
            self.words.append(text)
            self.length += len(text)

    def raw(self, markdown: str, words: str = "") -> None:
        """`words` is the visible text."""
        self.tokens.append(_Token("raw", markdown))
        self.words.append(words or " ")
        self.length += len(words)

    def picture(self, markdown: str, words: str) -> None:
        leads = not "".join(self.words).strip()
        self.raw(markdown, words)
        self.pictured.append(words)
        if leads and words.count(" ") > 1:
            self.raw(BREAK, " ")

    def open(self, sign: str) -> int:
        """Returns the id for `close`."""
        self.pairs += 1
        self.tokens.append(_Token("open", sign, self.pairs))
        return self.pairs

    def close(self, pair: int, sign: str) -> None:
        self.tokens.append(_Token("close", sign, pair))

    def plain(self) -> str:
        return join_spaces("".join(self.words)).strip()

    def markdown(self) -> str:
        if len(self.tokens) == 1 and self.tokens[0].kind == "text":
            return paragraph(self.tokens[0].text)
        if all(token.kind == "text" for token in self.tokens):
            return paragraph("".join([token.text for token in self.tokens]))
        tokens = _move_spaces(self.tokens)
        dead = _dead_pairs(tokens)
        parts = [
            escape(t.text) if t.kind == "text" else t.text
            for t in tokens
            if not (t.pair and t.pair in dead)
        ]
        lines = "".join(parts).split(BREAK)
        return BREAK.join(filter(None, (guard_line_start(line.strip(" ")) for line in lines)))


def guard_line_start(line: str) -> str:
    match = None if line[:1].isalpha() else _LINE_START.match(line)
    if not match:
        return line
    return "\\" + line if match[1] else f"{match[2]}\\{line[match.end() - 1 :]}"


def _move_spaces(tokens: list[_Token]) -> list[_Token]:
    result: list[_Token] = []
    space = True
    for token in tokens:
        if token.text == BREAK:
            space = True
            _put_before_opens(result, token)
            continue
        if token.kind == "raw":
            space = False
        elif token.kind == "text":
            text = token.text.lstrip(" ") if space else token.text
            if not text:
                continue
            if text[0] == " ":
                _put_before_opens(result, _Token("text", " "))
                text = text[1:]
            token = _Token("text", text)
            space = text.endswith(" ")
        if token.kind == "close" and result and _ends_with_space(result):
            _move_space_after(result, token)
            continue
        if token.kind == "close" and result and result[-1].text == BREAK:
            result.insert(len(result) - 1, token)
            continue
        if token.text:
            result.append(token)
    return _merge_text(result)


def _ends_with_space(tokens: list[_Token]) -> bool:
    last = tokens[-1]
    return last.kind == "text" and last.text.endswith(" ")


def _move_space_after(tokens: list[_Token], close: _Token) -> None:
    tokens[-1] = _Token("text", tokens[-1].text.rstrip(" "))
    tokens.extend((close, _Token("text", " ")))


def _put_before_opens(tokens: list[_Token], token: _Token) -> None:
    at = len(tokens)
    while at and tokens[at - 1].kind == "open":
        at -= 1
    tokens.insert(at, token)


def _merge_text(tokens: list[_Token]) -> list[_Token]:
    result: list[_Token] = []
    for kind, run in groupby((t for t in tokens if t.text), lambda token: token.kind):
        if kind == "text":
            words = "".join(token.text for token in run)
            result.append(_Token("text", join_spaces(words)))
        else:
            result += run
    return result


def _dead_pairs(tokens: list[_Token]) -> set[int]:
    """Marks that CommonMark would not recognize: empty, or with delimiters that do not flank (rules
    1 to 8).
    """
    opened = {token.pair: i for i, token in enumerate(tokens) if token.kind == "open"}
    closed = {token.pair: i for i, token in enumerate(tokens) if token.kind == "close"}
    alive = {pair for pair in opened if pair in closed and _is_seen(tokens, opened, closed, pair)}
    return (opened.keys() | closed.keys()) - alive


def _is_seen(
    tokens: list[_Token], opened: dict[int, int], closed: dict[int, int], pair: int
) -> bool:
    start, end = opened[pair], closed[pair]
    if not any(_WORD.search(t.text) for t in tokens[start + 1 : end] if not t.pair):
        return False
    if tokens[start].text == "[":
        return True
    return (
        not _after_close(tokens, start)
        and _flanks(_next(tokens, start, -1), _next(tokens, start, 1))
        and _flanks(_next(tokens, end, 1), _next(tokens, end, -1))
    )


def _after_close(tokens: list[_Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].kind == "close"


def _next(tokens: list[_Token], at: int, step: int) -> str:
    kind = tokens[at].kind
    at += step
    while 0 <= at < len(tokens) and tokens[at].kind == kind and tokens[at].text[0] in "*~":
        at += step
    return tokens[at].text[0 if step > 0 else -1] if 0 <= at < len(tokens) else " "


def _flanks(outer: str, inner: str) -> bool:
    if inner.isspace():
        return False
    return not _is_punctuation(inner) or outer.isspace() or _is_punctuation(outer)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def paragraph(text: str) -> str:
    return guard_line_start(join_spaces(escape(text)).strip(" "))
