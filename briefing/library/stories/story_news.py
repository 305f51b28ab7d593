import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from briefing.library.stories.story import Story
from briefing.model import Briefing, QuoteKind, Span
from briefing.model.folding import fold_accents

_MOST = 12
"""Texts that are read, the newest."""
_SHOWN = 4
_NAME = re.compile(r"(?<=[\w,;] )[A-Z][\w’'-]+(?: (?:de |van |von |al-)?[A-Z][\w’'-]+)+")
_FIGURE = re.compile(r"(?<![\w.,-])\d[\d.,]*(?: ?%| (?:million|billion)\b)?(?: [^\W\d_]{3,})?")
_DAY = re.compile(
    r"(?:19|20)\d\d\b|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[“\"][^“”\"\n]{12,400}[”\"]")
_WORD = re.compile(r"[^\W_]+")


class StoryNews(Struct, frozen=True):
    """What the reader has not seen of a story, each as the text has it, once."""

    names: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """Some of each kind."""
        kinds = (self.names[:_SHOWN], self.figures[:_SHOWN], self.quotations[:1])
        return "; ".join(", ".join(some) for some in kinds if some)

    def __bool__(self) -> bool:
        return bool(self.names or self.figures or self.quotations)


def find_news(story: Story, load: Callable[[str], Briefing | None]) -> StoryNews:
    """What issues the reader has not seen say that those they have seen do not."""
    old = [i for i in story.issues if i.looked][-_MOST:]
    new = [i for i in story.issues if not i.looked][-_MOST:]
    read = {i.sha256: load(i.sha256) for i in (*old, *new)}
    known = " ".join(_fold(b.document.text[i.start : i.end]) for i in old if (b := read[i.sha256]))
    known = f" {known} "
    told = [(b, Span(i.start, i.end)) for i in new if (b := read[i.sha256])]
    return StoryNews(
        _unknown((name for briefing, span in told for name in _names(briefing, span)), known),
        _unknown((figure for briefing, span in told for figure in _figures(briefing, span)), known),
        _unknown(
            (words for briefing, span in told for words in _quotations(briefing, span)), known
        ),
    )


def _unknown(found: Iterable[str], known: str) -> tuple[str, ...]:
    """A figure is known by its number, what else by its words in a row."""
    kept: dict[str, str] = {}
    for each in found:
        words = _fold(each)
        told = words.split(" ")[0] if each[0].isdigit() else words
        if words and f" {told} " not in known:
            kept.setdefault(told, " ".join(each.split()))
    return tuple(kept.values())


def _names(briefing: Briefing, span: Span) -> Iterator[str]:
    entities = briefing.analysis.entities
    if entities is None:
        yield from _NAME.findall(span.of(briefing.document.text))
    for entity in entities or ():
        if any(span.holds(mention.span.start) for mention in entity.mentions):
            yield entity.name


def _figures(briefing: Briefing, span: Span) -> Iterator[str]:
    found = (match[0].rstrip(".,") for match in _FIGURE.finditer(span.of(briefing.document.text)))
    return (figure for figure in found if not _DAY.match(figure))


def _quotations(briefing: Briefing, span: Span) -> Iterator[str]:
    text, quotes = briefing.document.text, briefing.analysis.quotes
    if quotes is None:
        return iter(_QUOTATION.findall(span.of(text)))
    direct = (quote.span for quote in quotes if quote.kind is QuoteKind.DIRECT)
    return (each.of(text) for each in direct if span.contains(each))


def _fold(text: str) -> str:
    """Words alone; a number stays one."""
    joined = re.sub(r"(?<=\d)[.,](?=\d)", "", fold_accents(text))
    return " ".join(_WORD.findall(joined))
