from collections.abc import Callable

from msgspec import Struct

from briefing.analysis.segmentation.line_style import LineStyle
from briefing.analysis.segmentation.logistic_model import load_model
from briefing.analysis.segmentation.stems import stem_words
from briefing.analysis.titles.acceptable_titles import has_verb, is_acceptable
from briefing.analysis.titles.noun_phrases import Phrase
from briefing.analysis.titles.title_features import MOST, Background, phrase_rows
from briefing.analysis.titles.title_similarity import NAMES as NEAR
from briefing.analysis.titles.title_similarity import title_similarity

_MOST = 80
"""Phrases per section compared by vectors."""
_IN_ALL = 200_000
"""Characters read in the whole document, divided among its sections."""
_LEAST = 150
"""Characters read of a section at least; with no more than that, vectors are not used."""
_TOGETHER = 40
"""Sections whose vectors are held at once."""


class TitleForm(Struct, frozen=True):
    case: LineStyle = LineStyle.SENTENCE
    like: tuple[str, ...] = ()
    """The document's own headings; where none of them has a verb, no title has one."""

    def allows(self, phrase: Phrase) -> bool:
        return not phrase.clause or not self.like or any(map(has_verb, self.like))


def infer_titles(
    texts: list[str], overview: str, behind: Background, taken: list[str], form: TitleForm
) -> list[str]:
    """One title per text, "" without a phrase for it; none repeats one of `taken`."""
    ranked = rank_phrases(texts, overview, behind)
    said = [frozenset(stem_words(title)) for title in taken]
    titles = []
    for phrases in ranked:
        allowed = filter(form.allows, phrases)
        best = next((p for p in allowed if not _is_repeated(p.text, said)), None)
        title = set_title_case(best, form.case) if best else ""
        titles.append(title)
        said.append(frozenset(stem_words(title)))
    return titles


def rank_phrases(texts: list[str], overview: str, behind: Background) -> list[list[Phrase]]:
    ranked: list[list[Phrase]] = []
    most = min(MOST, _IN_ALL // max(1, len(texts)))
    most = most if most >= 2 * _LEAST else _LEAST
    for start in range(0, len(texts), _TOGETHER):
        ranked += _rank(texts[start : start + _TOGETHER], overview, behind, most)
    return ranked


def _rank(texts: list[str], overview: str, behind: Background, most: int) -> list[list[Phrase]]:
    rows = [_candidates(text, behind, most) for text in texts]
    if most == _LEAST:
        return [[phrase for phrase, _ in own] for own in rows]
    near = title_similarity(texts, overview, [[phrase.text for phrase, _ in own] for own in rows])
    judge = load_model("titles")
    ranked = []
    for own, beside in zip(rows, near, strict=True):
        scores = [judge.log_odds([*row, *b]) for (_, row), b in zip(own, beside, strict=True)]
        order = sorted(range(len(own)), key=lambda i: -scores[i])
        ranked.append([own[i][0] for i in order])
    return ranked


def _candidates(text: str, behind: Background, most: int) -> list[tuple[Phrase, list[float]]]:
    found = list(phrase_rows(text, behind, most).values())
    longer = [entry for entry in found if could_be_title(entry[0], behind)]
    judge = load_model("titles")
    padding = [0.0] * len(NEAR)
    return sorted(longer or found, key=lambda e: -judge.log_odds([*e[1], *padding]))[:_MOST]


def could_be_title(phrase: Phrase, behind: Background) -> bool:
    own = set(stem_words(phrase.text))
    everywhere = behind.sections >= 4 and all(behind.having[s] * 2 >= behind.sections for s in own)
    return is_acceptable(phrase) and not everywhere


def _is_repeated(title: str, said: list[frozenset[str]]) -> bool:
    own = frozenset(stem_words(title))
    return any(own <= other or (other and other <= own) for other in said)


def set_title_case(phrase: Phrase, case: LineStyle) -> str:
    return _CASES.get(case, _sentence)(phrase)


def _sentence(phrase: Phrase) -> str:
    text = _lowered(phrase)
    return text[:1].upper() + text[1:]


def _lowered(phrase: Phrase) -> str:
    first = phrase.words[0]
    opens = (
        phrase.place == 0
        and not phrase.tags[0].startswith("NNP")
        and first[1:] == first[1:].lower()
    )
    return phrase.text[:1].lower() + phrase.text[1:] if opens else phrase.text


def _raised(phrase: Phrase) -> str:
    small = {"of", "for", "in", "on", "with", "and", "to", "from", "over", "at", "the", "a", "an"}
    words = phrase.text.split()
    raised = [w if w in small and i else w[:1].upper() + w[1:] for i, w in enumerate(words)]
    return " ".join(raised)


_CASES: dict[LineStyle, Callable[[Phrase], str]] = {
    LineStyle.UPPER: lambda phrase: phrase.text.upper(),
    LineStyle.TITLE: _raised,
    LineStyle.LOWER: _lowered,
}
