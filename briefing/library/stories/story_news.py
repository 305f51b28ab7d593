import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from briefing.analysis.figures.find_figures import find_figures
from briefing.analysis.figures.number_phrases import find_numbers
from briefing.library.stories.story import Story
from briefing.model import Briefing, QuoteKind, Span
from briefing.model.folding import fold_accents
from briefing.model.languages import ENGLISH

_MOST = 12
_SHOWN = 4
_NAME = re.compile(r"(?<=[\w,;] )[A-Z][\w’'-]+(?: (?:de |van |von |al-)?[A-Z][\w’'-]+)+")
_QUOTATION = re.compile(r"[“\"][^“”\"\n]{12,400}[”\"]")
_WORD = re.compile(r"[^\W_]+")


class StoryNews(Struct, frozen=True):
    """What the reader has not seen of a story, each as the text has it, once."""

    names: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        kinds = (self.names[:_SHOWN], self.figures[:_SHOWN], self.quotations[:1])
        return "; ".join(", ".join(some) for some in kinds if some)

    def __bool__(self) -> bool:
        return bool(self.names or self.figures or self.quotations)


def find_news(story: Story, load: Callable[[str], Briefing | None]) -> StoryNews:
    old, new = _told(story, load, seen=True), _told(story, load, seen=False)
    known = " ".join(_fold(span.of(briefing.document.text)) for briefing, span in old)
    known = f" {known} "
    return StoryNews(
        _unknown((name for each in new for name in _names(*each)), known),
        tuple(_figures(new, old)),
        _unknown((words for each in new for words in _quotations(*each)), known),
    )


def _told(
    story: Story, load: Callable[[str], Briefing | None], *, seen: bool
) -> list[tuple[Briefing, Span]]:
    issues = [each for each in story.issues if bool(each.seen) is seen][-_MOST:]
    loaded = ((each, load(each.sha256)) for each in issues)
    return [(briefing, Span(i.start, i.end)) for i, briefing in loaded if briefing is not None]


def _unknown(found: Iterable[str], known: str) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for each in found:
        words = _fold(each)
        if words and f" {words} " not in known:
            kept.setdefault(words, " ".join(each.split()))
    return tuple(kept.values())


def _figures(
    new: Sequence[tuple[Briefing, Span]], old: Sequence[tuple[Briefing, Span]]
) -> Iterator[str]:
    known = {
        number.high
        for briefing, span in old
        for number in find_numbers(span.of(briefing.document.text), _language(briefing))
    }
    for briefing, span in new:
        text = briefing.document.text
        for figure in find_figures(text, span, _language(briefing)):
            if figure.high not in known and not figure.earlier:
                known.add(figure.high)
                yield " ".join(figure.span.of(text).split())


def _language(briefing: Briefing) -> str:
    return briefing.document.language or ENGLISH


def _names(briefing: Briefing, span: Span) -> Iterator[str]:
    entities = briefing.analysis.entities
    if entities is None:
        yield from _NAME.findall(span.of(briefing.document.text))
    for entity in entities or ():
        if any(span.holds(mention.span.start) for mention in entity.mentions):
            yield entity.name


def _quotations(briefing: Briefing, span: Span) -> Iterator[str]:
    text, quotes = briefing.document.text, briefing.analysis.quotes
    if quotes is None:
        return iter(_QUOTATION.findall(span.of(text)))
    direct = (quote.span for quote in quotes if quote.kind is QuoteKind.DIRECT)
    return (each.of(text) for each in direct if span.contains(each))


def _fold(text: str) -> str:
    return " ".join(_WORD.findall(fold_accents(text)))
