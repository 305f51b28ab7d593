from briefing.analysis.segmentation.blank_line_features import median_gap
from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.explanations import explain_boundary
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.section_titles import first_words, title_sections
from briefing.model import Document, Section, SectionKind, Span, TitleSource

_FRAME = "-=~*#_|"


def build_sections(
    document: Document, units: list[Paragraph], boilerplate: set[int], cuts: list[Boundary]
) -> tuple[Section, ...]:
    if not units:
        return _whole(document) if document.text else ()
    head, tail = _edges(units, boilerplate)
    if head == tail:
        return (_furniture(Span(0, len(document.text))),)
    cuts = [cut for cut in cuts if head <= cut.unit < tail]
    if not cuts or cuts[0].unit > head:
        cuts = [Boundary(head, Evidence.START), *cuts]
    edges = [*(cut.unit for cut in cuts[1:]), tail]
    usual = median_gap(units)
    sections = [_furniture(Span(0, units[head].span.start))] if head else []
    found = [
        _pane(document, units, boilerplate, cut, stop, usual, len(cuts) > 1)
        for cut, stop in zip(cuts, edges, strict=True)
    ]
    sections += title_sections(document, found)
    if tail < len(units):
        sections.append(_furniture(Span(units[tail].span.start, len(document.text))))
    return tuple(sections)


def _start_offset(document: Document, units: list[Paragraph], unit: int) -> int:
    if unit == len(units):
        return len(document.text)
    return units[unit].span.start if unit else 0


def _edges(units: list[Paragraph], boilerplate: set[int]) -> tuple[int, int]:
    head, tail = 0, len(units)
    while head < tail and head in boilerplate:
        head += 1
    while tail > head and tail - 1 in boilerplate:
        tail -= 1
    return head, tail


def _pane(
    document: Document,
    units: list[Paragraph],
    boilerplate: set[int],
    cut: Boundary,
    stop: int,
    usual: int,
    many: bool,
) -> Section:
    opening = cut.evidence is Evidence.START
    inside = range(cut.unit, stop)
    title, source = _title(document, units, cut, many)
    return Section(
        kind=SectionKind.OVERVIEW if opening and many else SectionKind.ISSUE,
        title=title,
        title_source=source,
        span=Span(_start_offset(document, units, cut.unit), _start_offset(document, units, stop)),
        level=cut.level,
        confidence=cut.confidence,
        reason=explain_boundary(cut, units, usual),
        heading=units[cut.unit].span if cut.headed else None,
        folded=tuple(_folded(units, boilerplate, inside)),
    )


def _title(
    document: Document, units: list[Paragraph], cut: Boundary, many: bool
) -> tuple[str, TitleSource]:
    if cut.headed:
        return cut.title or " ".join(_unframed(units[cut.unit].line).split()), TitleSource.DOCUMENT
    if cut.title:
        return cut.title, TitleSource.DOCUMENT
    if cut.evidence is Evidence.START:
        if many:
            return "Overview", TitleSource.INFERRED
        if document.title:
            return document.title, TitleSource.DOCUMENT
    return "", TitleSource.INFERRED


def _unframed(line: str) -> str:
    if line.startswith("[") and line.endswith("]"):
        return line[1:-1].strip() or line
    framed = line[:2].strip(_FRAME) == line[-2:].strip(_FRAME) == ""
    return line.strip(_FRAME + " ") or line if framed else line


def _folded(units: list[Paragraph], boilerplate: set[int], inside: range) -> list[Span]:
    spans: list[Span] = []
    for i in inside:
        if i not in boilerplate:
            continue
        end = units[i + 1].span.start if i + 1 < len(units) else units[i].span.end
        if spans and spans[-1].end == units[i].span.start:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(units[i].span.start, end))
    return spans


def _furniture(span: Span) -> Section:
    return Section(
        kind=SectionKind.BOILERPLATE,
        title="Page clutter",
        title_source=TitleSource.INFERRED,
        span=span,
        confidence=0.9,
        reason="These lines belong to the page and not to the article.",
    )


def _whole(document: Document) -> tuple[Section, ...]:
    title = document.title or first_words(document.text)
    source = TitleSource.DOCUMENT if document.title else TitleSource.INFERRED
    span = Span(0, len(document.text))
    return (Section(SectionKind.ISSUE, title, source, span, reason="The text begins here."),)
