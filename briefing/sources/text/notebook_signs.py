from typing import TYPE_CHECKING

from briefing.late_pattern import late_pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_PAGE = late_pattern(
    r"!?\[\[(?=[^\s\[\]])(?P<page>[^\[\]|\n]{0,400}[^\W\d_][^\[\]|\n]{0,400})(?:\|(?P<words>[^\[\]\n]{1,400}))?\]\](?![(\[:])"
)
"""A link to a page of the notebook, or what it shows of one."""
_PICTURE = late_pattern(r"\.(?:avif|bmp|gif|jpe?g|png|svg|webp)\Z")
_COMMENT = late_pattern(r"%%(?!%)([^%]{1,4000})%%(?![\w%])")
_MARKED = late_pattern(r"==(?=[^\s=])([^=\n]{1,400})(?<=\S)==(?![\w=])")


def add_notebook_signs(markdown: "MarkdownIt") -> None:
    markdown.inline.ruler.before("link", "page", _page)
    markdown.inline.ruler.before("link", "notebook", _comment_or_mark)


def _page(state: "StateInline", silent: bool) -> bool:
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    found = _PAGE.match(state.src, state.pos, state.posMax)
    if found is None or _is_defined(found["page"], state):
        return False
    if not silent:
        words = found["words"] or found["page"]
        if found[0][0] == "!" and _PICTURE.search(found["page"]):
            _picture(state, found["page"], words)
        else:
            state.push("link_open", "a", 1).attrSet("href", found["page"])
            state.push("text", "", 0).content = words
            state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _is_defined(label: str, state: "StateInline") -> bool:
    from markdown_it.common.utils import normalizeReference

    return normalizeReference(label) in state.env.get("references", {})


def _picture(state: "StateInline", source: str, words: str) -> None:
    from markdown_it.token import Token

    token = state.push("image", "img", 0)
    token.attrSet("src", source)
    token.children = [Token("text", "", 0, content=words)]


def _comment_or_mark(state: "StateInline", silent: bool) -> bool:
    at = state.pos
    sign = state.src[at : at + 2]
    if sign not in ("%%", "==") or (
        at and (state.src[at - 1].isalnum() or state.src[at - 1] in sign)
    ):
        return False
    found = (_COMMENT if sign == "%%" else _MARKED).match(state.src, at, state.posMax)
    if found is None or "-->" in found[1]:
        return False
    if not silent and sign == "%%":
        state.push("html_inline", "", 0).content = f"<!--{found[1]}-->"
    elif not silent:
        state.pushPending()
        state.tokens += state.md.inline.parse(found[1], state.md, state.env, [])
    state.pos = found.end()
    return True
