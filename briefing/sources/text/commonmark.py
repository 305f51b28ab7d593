"""Sets up the markdown parser so that it loses no text."""

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.late_pattern import late_pattern
from briefing.sources.text.html_in_markdown import THOUGHTS
from briefing.sources.text.notebook_signs import add_notebook_signs

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

DEEPEST = 60
"""Nesting limit of containers (30 lists); deeper ones become one paragraph."""

_ADDRESS = late_pattern(
    r"https?://(?:[^\s<>\"“”`|\\^{}\[\]&*~]|&(?![#\w]{1,30};)|\*(?!\*)|~(?!~))+", re.IGNORECASE
)
_LOWERED = late_pattern(r"(?<=[^\W_])~[0-9+\-]{1,12}~(?!~)")
_FORMULA = late_pattern(
    r"\$\$(?:[^$`\\]|\\[^$]){1,500}\$\$|\$(?=[^\s$])(?:[^$`\\]|\\[^$]){1,500}(?<!\s)\$(?![\w$])",
    re.DOTALL,
)
_UNSPACED = late_pattern(
    r"[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_TEX = late_pattern(r"[\\^_{}<*]")


@cache
def make_parser(*, links: bool = True) -> "MarkdownIt":
    """CommonMark with tables, strikethrough, footnotes and formulas; addresses are
    unchanged.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    options = {
        "html": True,
        "maxNesting": DEEPEST + 40,
        "store_labels": True,
        "inline_definitions": True,
        "typographer": False,
        "strikethrough_single_tilde": True,
    }
    markdown = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    footnote_plugin(markdown, inline=False, move_to_end=False)
    markdown.block.ruler.before("table", "flatten", _flatten)
    markdown.block.ruler.before("html_block", "thoughts", _thoughts)
    markdown.block.ruler.before(
        "table",
        "formula",
        _formula_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    markdown.inline.ruler.before("escape", "as it is", _as_it_is)
    markdown.inline.ruler.at("emphasis", _emphasis)
    markdown.inline.ruler.at("strikethrough", _strikethrough)
    add_notebook_signs(markdown)
    markdown.normalizeLink = _as_written  # type: ignore[method-assign, assignment]
    markdown.validateLink = _any  # type: ignore[method-assign, assignment]
    if not links:
        markdown.disable(["link", "page", "image", "footnote_ref"])
    return markdown


def _as_written(address: str) -> str:
    return address


def _any(_: str) -> bool:
    return True


def _flatten(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    if silent or state.level < DEEPEST:
        return False
    last = start
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent):
        last += 1
    state.line = last
    state.push("paragraph_open", "p", 1).map = [start, last]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, last, state.blkIndent, False).strip()
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _as_it_is(state: "StateInline", silent: bool) -> bool:
    """Formulas are code; "_" and "*" in addresses are no emphasis, nor is "H~2~O" struck out."""
    sign = state.src[state.pos]
    if sign == "$":
        return _formula(state, silent)
    if sign not in ":~":
        return False
    at = end = state.pos
    if sign == "~" and (low := _LOWERED.match(state.src, at, state.posMax)):
        end = low.end()
    elif state.src.startswith("://", at):
        start = at - 5 if state.src[max(0, at - 5) : at].lower() == "https" else at - 4
        if found := _ADDRESS.match(state.src, max(0, start), state.posMax):
            end = max(at, found.start() + len(found[0].rstrip(".,;:!?'*_~)")))
    if not silent:
        state.pending += state.src[at:end]
    state.pos = end
    return end > at


def _emphasis(state: "StateInline", silent: bool) -> bool:
    from markdown_it.rules_inline.emphasis import tokenize

    return _delimit(state, silent, tokenize)


def _strikethrough(state: "StateInline", silent: bool) -> bool:
    from markdown_it.rules_inline.strikethrough import tokenize

    return _delimit(state, silent, tokenize)


def _delimit(
    state: "StateInline", silent: bool, tokenize: "Callable[[StateInline, bool], bool]"
) -> bool:
    """Also beside punctuation in unspaced scripts, unlike in CommonMark."""
    start, known = state.pos, len(state.delimiters)
    if not tokenize(state, silent):
        return False
    before, after = state.src[max(0, start - 1) : start], state.src[state.pos : state.pos + 1]
    if state.src[start] != "_" and before.strip() and after.strip():
        opens, closes = bool(_UNSPACED.match(before)), bool(_UNSPACED.match(after))
        for delimiter in state.delimiters[known:]:
            delimiter.open = delimiter.open or opens
            delimiter.close = delimiter.close or closes
    return True


def _formula(state: "StateInline", silent: bool) -> bool:
    at = state.pos
    if at and (state.src[at - 1].isalnum() or state.src[at - 1] in "\\$"):
        return False
    found = _FORMULA.match(state.src, at, state.posMax)
    if found is None or not _TEX.search(found[0]):
        return False
    if not silent:
        state.push("code_inline", "code", 0).content = " ".join(found[0].split())
    state.pos = found.end()
    return True


def _formula_block(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    if (
        not state.src.startswith("$$", at)
        or _line(state, start) != "$$"
        or state.is_code_block(start)
    ):
        return False
    lines = [start]
    while lines[-1] + 1 < end and not state.isEmpty(lines[-1] + 1):
        lines.append(lines[-1] + 1)
        if _line(state, lines[-1]).endswith("$$"):
            break
    else:
        return False
    if silent:
        return True
    state.line = lines[-1] + 1
    token = state.push("fence", "code", 0)
    token.info, token.map = "math", [start, state.line]
    last = _line(state, lines[-1]).removesuffix("$$")
    token.content = state.getLines(start + 1, lines[-1], state.blkIndent, True) + last
    return True


def _thoughts(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    opened = THOUGHTS.match(_line(state, start)) if not state.is_code_block(start) else None
    if opened is None:
        return False
    close = f"</{opened[1]}>"
    last = next((at for at in range(start, end) if close in _line(state, at)), None)
    if last is None or not _line(state, last).endswith(close):
        return False
    if not silent:
        state.line = last + 1
        token = state.push("html_block", "", 0)
        token.map = [start, state.line]
        token.content = state.getLines(start, state.line, state.blkIndent, True)
    return True


def _line(state: "StateBlock", number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()
