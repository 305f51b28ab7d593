"""Tells prose in plain messages from patches, code and what programs wrote as letters."""

import re
import textwrap
from collections.abc import Iterator

_DIFF = re.compile(r"diff --git |Index: \S|--- \S")
_DIFF_HEAD = re.compile(
    r"diff |Index: |={10,}|index |(?:new|deleted|old) (?:file )?mode |(?:dis)?similarity |rename |copy |--- |\+\+\+ |Binary files |\s*\Z"
)
_COUNTS = re.compile(r" \S.{0,200}\|\s+(?:\d|Bin)")
_HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,6}))? \+\d{1,9}(?:,(\d{1,6}))? @@")
_MOST_HEAD = 20
_ARMOR = re.compile(r"-----BEGIN PGP (SIGNED MESSAGE|SIGNATURE|MESSAGE|PUBLIC KEY BLOCK)-----\s*\Z")
_CODED = re.compile(r"begin [0-7]{3,4} \S")
_CODED_LINE = re.compile(r"[!-`][ -`]{0,62}\s?\Z|`\Z")
_SET_IN = re.compile(r"(?: {4}|\t)\s*(?![-*+•]\s|\(?\w{1,3}[.)]\s|>)\S")
_CODE = re.compile(
    r"[;{}]\s*\Z|\w\([^()]{0,200}\)?[:;,]?\s*\Z|[\w\])]\s?(?:[-+:]?=|==|->|=>)\s?\S|::\w|\s--\w"
    r"|^\s*(?:[$%#] \S|</?\w|\[[\w.-]+\]\s*\Z|(?:import|from|return|elif|else|def|class|sudo)\b)"
    r"|^\s*(?:if|for|while|with|try)\b.{0,200}:\s*\Z"
)
_FEWEST_LINES = 2
_LONGEST_LINE = 400


def plain_parts(text: str) -> Iterator[tuple[str, str]]:
    """("prose", "patch", "code" or "seal", words) in order; of a file in letters only the line that names it."""
    lines = text.split("\n")
    start = at = 0
    while at < len(lines):
        kind, end = _part_at(lines, at)
        if kind:
            if start < at:
                yield "prose", "\n".join(lines[start:at])
            coded = kind == "coded"
            yield "seal" if coded else kind, lines[at] if coded else "\n".join(lines[at:end])
            start = end
        at = end
    yield "prose", "\n".join(lines[start:])


def _part_at(lines: list[str], at: int) -> tuple[str, int]:
    line = lines[at]
    if line.startswith("-----BEGIN PGP"):
        end = _armor_end(lines, at)
        return ("seal", end) if end else ("", at + 1)
    counted = line == "---" and at + 1 < len(lines) and _COUNTS.match(lines[at + 1])
    if counted or _DIFF.match(line):
        end = _patch_end(lines, _counts_end(lines, at + 1) if counted else at)
        return ("patch", end) if end > at else ("", at + 1)
    if line[:1] in (" ", "\t") and (at == 0 or not lines[at - 1].strip()):
        return _code_at(lines, at)
    if _CODED.match(line):
        end = at + 1
        while end < len(lines) and lines[end].strip() != "end" and _CODED_LINE.match(lines[end]):
            end += 1
        if end > at + 1 and end < len(lines) and lines[end].strip() == "end":
            return "coded", end + 1
    return "", at + 1


def _code_at(lines: list[str], at: int) -> tuple[str, int]:
    end = after = at
    while after < len(lines) and (_SET_IN.match(lines[after]) or not lines[after].strip()):
        after += 1
        end = after if lines[after - 1].strip() else end
    words = list(filter(str.strip, lines[at:end]))
    signs = sum(_CODE.search(line[:_LONGEST_LINE]) is not None for line in words)
    if len(words) >= _FEWEST_LINES and 2 * signs >= len(words):
        return "code", end
    return "", max(after, at + 1)


def dedent(text: str) -> str:
    return textwrap.dedent(text).strip("\n")


def _armor_end(lines: list[str], at: int) -> int:
    """0 where none begins at `at`; a signed message is prose from the first blank line."""
    found = _ARMOR.match(lines[at])
    if found is None:
        return 0
    last = "" if found[1] == "SIGNED MESSAGE" else f"-----END PGP {found[1]}-----"
    for end in range(at + 1, len(lines)):
        if lines[end].strip() == last:
            return end + 1
        if lines[end].startswith("-----BEGIN PGP"):
            return end
    return len(lines)


def _patch_end(lines: list[str], start: int) -> int:
    at = end = start
    while at < len(lines) and at - end <= _MOST_HEAD:
        hunk = _HUNK.match(lines[at])
        if hunk:
            at = end = _hunk_end(lines, at + 1, int(hunk[1] or 1), int(hunk[2] or 1))
        elif _DIFF_HEAD.match(lines[at]):
            at += 1
        else:
            break
    return end


def _counts_end(lines: list[str], at: int) -> int:
    while at < len(lines) and lines[at].startswith(" "):
        at += 1
    return at


def _hunk_end(lines: list[str], at: int, old: int, new: int) -> int:
    while at < len(lines) and (old > 0 or new > 0):
        sign = lines[at][:1]
        if sign not in ("", " ", "\t", "+", "-", "\\"):
            break
        old -= sign not in ("+", "\\")
        new -= sign not in ("-", "\\")
        at += 1
    return at
