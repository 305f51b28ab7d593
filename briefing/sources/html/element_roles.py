import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from briefing.sources.html.fragments import fragment_names
from briefing.sources.html.picture_sources import PICTURES

BLOCKS = fragment_names(
    "address article aside body center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hgroup legend main nav noframes noscript p search section summary caption "
    "table tbody thead tfoot tr td th html"
)
HEADINGS = fragment_names("h1 h2 h3 h4 h5 h6")
UNREAD = fragment_names(
    "style template head svg annotation annotation-xml canvas select input textarea map area base link meta title "
    "datalist progress meter rp"
)
SIGNS = {
    "strong": "**",
    "b": "**",
    "em": "*",
    "i": "*",
    "cite": "*",
    "del": "~~",
    "s": "~~",
    "strike": "~~",
}
_OTHER_BLOCKS = HEADINGS | fragment_names("ul ol li menu blockquote pre hr")
_OUTSIDE = fragment_names("nav header footer aside noscript form dialog")
_ROLES = fragment_names(
    "navigation banner contentinfo complementary search dialog alert menu menubar"
)
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:px)?\s*(?:;|$)", re.IGNORECASE)
_SIZED = re.compile(r"font-size\s*:\s*(?:[1-9]|0?\.\d)", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|assistive-text|offscreen|"
    r"hidden-visually|a11y-(?:hidden|text)|element-invisible|mw-editsection|noprint|navheader|navfooter)(?:$|\s)",
    re.IGNORECASE,
)
_INLINE_STYLE = re.compile(r"display\s*:\s*inline\b", re.IGNORECASE)
_INLINE_CLASS = re.compile(r"(?:^|\s)(?:d-)?inline(?:-block|-flex)?(?:$|\s)")
_PAGE_PARAGRAPHS = 4
"""Paragraphs from which a form is the page itself, as some servers wrap it."""
_BUTTON_WORDS = 6
"""Most words of a button; a longer one holds text."""
_MOST_TEXTS = 100
"""Pieces of a heading that are read to tell whether a button in it is all of it."""
_PARTS = fragment_names("a button label small span time")
_CARD_LEVELS = 7
_FIRST = 20_000
_NEW_WINDOW = re.compile(
    r"\W*(?:(?:link )?opens?|opened) in (?:a )?new (?:window|tab)\W*", re.IGNORECASE
)
_LONGEST_NOTE = 60
_LONGEST_HIDDEN = 300
_HIDDEN_TOKENS = frozenset(("hidden", "hide", "invisible", "d-none", "is-hidden", "u-hidden"))
_SIGNS = re.compile(r"[\s#¶§🔗⚓]*\Z")
_NOTE = re.compile(
    r"(?:^|[\s_-])(?:notes?|callout|admonition|tip|hint|info(?:box)?|important|warning|caution|danger)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|figure)(?:$|\s)", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"[^\n]{1,150}\.(?:jpe?g|png|gif|webp|svg|avif|heic|bmp|tiff?)\Z"
    r"|(?:DSC[FN]?|IMG|PXL|MVI|VID|SAM|P\d|GOPR|WP|Screen ?shot|image|img|photo|picture|pic|unnamed|untitled)"
    r"[-_ ]?\(?\d[\w\-. ()]*\Z"
    r"|(?=\S*\d)[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+){2,}\Z|[^\W_]+(?:_[^\W_]+){2,}\Z"
    r"|(?=[0-9a-f]*\d)[0-9a-f]{12,}\Z",
    re.IGNORECASE,
)
_LONGEST_FILE_NAME = 200
_SENTENCE = 5
"""Spaces at least."""


def is_block(element: Any) -> bool:
    tag = element.tag
    if tag in BLOCKS:
        return not is_inline(element)
    return tag in _OTHER_BLOCKS


def is_inline(element: Any) -> bool:
    if element.tag not in ("div", "p", "section"):
        return False
    style, names = element.get("style"), element.get("class")
    return bool(style and _INLINE_STYLE.search(style)) or bool(
        names and _INLINE_CLASS.search(names)
    )


def is_outside(element: Any) -> bool:
    tag, get = element.tag, element.get
    if tag in _OUTSIDE:
        return not _holds_text(element, tag)
    if tag == "button":
        return _is_control(element)
    style, names = get("style"), get("class")
    if not is_block(element) and (_says_new_window(element) or _is_hidden_inline(element)):
        return True
    return (
        get("hidden") is not None
        or get("role") in _ROLES
        or bool(style and (HIDDEN.search(style) or _is_without_size(element, style)))
        or bool(names and _HIDDEN_CLASS.search(names))
    )


def _is_without_size(element: Any, style: str) -> bool:
    return bool(_NO_SIZE.search(style)) and not any(
        _SIZED.search(inner.get("style") or "") for inner in element.iter("*")
    )


def _says_new_window(element: Any) -> bool:
    if element.tag != "span":
        return False
    words = "".join(element.itertext())
    return len(words) <= _LONGEST_NOTE and bool(_NEW_WINDOW.fullmatch(words))


def _is_hidden_inline(element: Any) -> bool:
    tokens = (element.get("class") or "").split()
    if _HIDDEN_TOKENS.isdisjoint(tokens) or any(
        ":" in token or token.startswith("d-") for token in tokens if token != "d-none"
    ):
        return False
    said = "".join(islice(element.itertext(), _MOST_TEXTS))
    return len(said) <= _LONGEST_HIDDEN


def _holds_text(element: Any, tag: str) -> bool:
    if tag == "header":
        return _in_article(element)
    if tag == "form":
        paragraphs = sum(1 for _ in element.iter("p"))
        return paragraphs >= _PAGE_PARAGRAPHS or _in_article(element)
    return tag == "aside" and _is_note(element) and _in_article(element)


def _is_note(element: Any) -> bool:
    return element.get("role") == "note" or bool(_NOTE.search(element.get("class") or ""))


def _in_article(element: Any) -> bool:
    return any(parent.tag in ("article", "main") for parent in element.iterancestors())


def _is_control(button: Any) -> bool:
    if button.get("aria-expanded") or button.get("aria-controls"):
        return False
    words = "".join(button.itertext()).split()
    heading = next((e for e in button.iterancestors() if e.tag in HEADINGS), None)
    if heading is not None:
        said = islice(heading.itertext(), _MOST_TEXTS)
        return len("".join(said).split()) > len(words)
    return len(words) <= _BUTTON_WORDS


def stands_apart(element: Any) -> bool:
    after = element.getnext()
    if after is None or element.tag not in _PARTS or after.tag not in _PARTS:
        return False
    links = element.tag == after.tag == "a"
    mine, theirs = ({*(e.get("class") or "").split()} for e in (element, after))
    if not links and not (mine and theirs):
        return False
    before = "".join(islice(element.itertext(), _MOST_TEXTS))
    first = next((text for text in after.itertext() if text), "")
    distinct = not (mine <= theirs or theirs <= mine or _is_letter(before) or _is_letter(first))
    if links or distinct:
        return before[-1:].isalnum() and first[:1].isalnum()
    return (before[-1:].islower() or before[-1:].isdigit()) and first[:1].isupper()


def _is_letter(words: str) -> bool:
    return len(words.strip()) == 1 and words.strip().isalpha()


def is_permalink(link: Any) -> bool:
    return bool(_SIGNS.match("".join(link.itertext())))


def describe_picture(image: Any) -> str:
    """Its alternative text, "" if that is the name of its file."""
    words = " ".join((image.get("alt") or "").split())
    title = " ".join((image.get("title") or "").split())
    is_sentence = title.count(" ") >= _SENTENCE and title.endswith((".", "!", "?"))
    if is_sentence and title not in words:
        return f"{words}: {title}" if words else title
    source = (image.get("src") or "").rpartition("/")[2].partition("?")[0]
    if (
        not words
        or words.startswith("data:image/")
        or (len(words) <= _LONGEST_FILE_NAME and _FILE_NAME.match(words))
        or words == source.rpartition(".")[0]
    ):
        return ""
    return words


def find_captioned(figure: Any) -> tuple[list[Any], Any] | None:
    """(pictures, caption) of a figure that holds nothing else."""
    captions = list(figure.iter("figcaption"))
    pictures = list(figure.iter(*PICTURES))
    if len(captions) != 1 or not pictures or any(map(is_block, captions[0].iterdescendants())):
        return None
    words = "".join("".join(figure.itertext()).split())
    return (
        (pictures, captions[0])
        if words == "".join("".join(captions[0].itertext()).split())
        else None
    )


def holds_headings(listed: Any) -> bool:
    if next(listed.iter(*HEADINGS), None) is None:
        return False
    items = [child for child in listed if child.tag == "li"]
    headed = sum(1 for item in items if any(True for _ in item.iter(*HEADINGS)))
    return bool(items) and 2 * headed >= len(items)


def first_elements(tree: Any, *tags: str) -> Iterator[Any]:
    """Those among which a page says who wrote it, and when: not all of a page without end."""
    return islice(tree.iter(*tags), _FIRST)


def is_repeated(element: Any) -> bool:
    for _ in range(_CARD_LEVELS):
        if element is None or element.tag in ("main", "body"):
            return False
        parent, names = element.getparent(), element.get("class")
        if parent is not None and names and element.tag in ("article", "li", "div", "section", "a"):
            alike = sum(
                1
                for child in islice(parent.iterchildren(element.tag), 60)
                if child.get("class") == names
            )
            if alike > 2:
                return True
        element = parent
    return False


def is_named_below(picture: Any, words: str) -> bool:
    heading = next(picture.iterancestors(*HEADINGS), None)
    said = " ".join("".join(heading.itertext()).split()) if heading is not None else ""
    return words.casefold() in said.casefold()


def ancestors(element: Any) -> Iterator[Any]:
    while element is not None and element.tag not in ("body", "html"):
        yield element
        element = element.getparent()


def is_caption(element: Any) -> bool:
    if element is None:
        return False
    return element.tag == "figure" or bool(_CAPTION.search(element.get("class") or ""))
