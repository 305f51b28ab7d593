"""The number of a chapter and its name, which stand in two lines, as one heading."""

import re

from briefing.model.chapter_words import CHAPTER, NUMBER
from briefing.sources.html.fragments import Fragment

_COUNTED = re.compile(rf"(?:{CHAPTER}\s+)?{NUMBER}[.:]?", re.IGNORECASE)
_COUNTED_LINE = re.compile(rf"{CHAPTER}\s+{NUMBER}[.:]?", re.IGNORECASE)
_BOLD = re.compile(r"\*\*[^*]+\*\*")
_DIGITS = "一二三四五六七八九"
_COUNTS = [*_DIGITS, *(f"十{digit}" for digit in ("", *_DIGITS)), "二十"]
_EASTERN = re.compile(
    "(?:([一二三四五六七八九十]{1,3})、|第([一二三四五六七八九十]{1,3})[章节節])[^。；，：、]{1,40}"
)
_LONGEST_NAME = 12
"""Words."""


def join_numbers(pieces: list[Fragment]) -> list[Fragment]:
    found: list[Fragment] = []
    number: Fragment | None = None
    place = 0
    for piece in pieces:
        if number and piece.kind == "heading":
            signs, _, name = piece.body.partition(" ")
            piece.body = f"{signs} {number.body.replace('**', '')} {name}"
            piece.words = f"{number.words} {piece.words}"
            del found[place:]
        last = found[-1] if found else None
        counted = last and last.kind == "heading" and _COUNTED.fullmatch(last.words)
        if last and counted and (piece.kind == "heading" or _is_name(piece)):
            words = piece.body.lstrip("#").strip().replace("**", "")
            level = min(last.level, piece.level or last.level)
            last.body = f"{'#' * level} {last.body.lstrip('#').strip()} {words}"
            last.level = level
            last.words = f"{last.words} {piece.words}"
        else:
            found.append(piece)
        if piece.words:
            alone = piece.kind == "paragraph" and _COUNTED_LINE.fullmatch(piece.words)
            number, place = (piece, len(found) - 1) if alone else (None, 0)
    return found


def _is_name(piece: Fragment) -> bool:
    short = piece.kind == "paragraph" and len(piece.words.split()) <= _LONGEST_NAME
    return short and (piece.body.isupper() or bool(_BOLD.fullmatch(piece.body)))


def head_by_count(pieces: list[Fragment]) -> None:
    found: list[tuple[Fragment, str]] = []
    before = False
    for piece in filter(lambda piece: piece.words, pieces):
        eastern = not piece.body.isascii()
        match = eastern and _EASTERN.fullmatch(piece.body.lstrip("# ").replace("**", ""))
        if (found and piece.kind == "heading" and not match) or (before and match):
            return
        if match and not piece.containers:
            found.append((piece, match[1] or match[2]))
        before = bool(match)
    numbers = [number for _, number in found]
    if before or len(found) < 2 or numbers != _COUNTS[: len(found)]:
        return
    for piece, _ in found:
        if piece.kind == "paragraph":
            piece.kind, piece.level = "heading", 2
            piece.body = "## " + piece.body.replace("**", "")
