"""Scores how marks are found again in 2,000 texts that were edited by chance, and times it.

usage: python -m benchmarks.anchors [FOLDER] [--first N] [--trials N] [--show KIND] [--before] [--written] [--no-speed]

FOLDER holds .jsonl files whose lines have a "text"; without it the texts are generated. In each trial a mark is
made in a text, the text is edited with every character tracked, and the mark is located in what came of it. A mark
whose words are left by 70 % in one place should be placed there: right is a place that shares 70 % of the characters
of both. Wrong is a place that shares less than half with the true one, or any place of a mark whose words are gone.
A twin is a wrong place that nobody can tell from the right one: its words and context are those of the anchor, or
the same words stood right beside the mark.
With `--before` the text that the mark was made in is at hand, as it is when a source is read again.
"""

import argparse
import itertools
import json
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.edited import (
    Edited,
    around,
    generated,
    misspell,
    new_paragraph,
    nouns,
    paragraphs,
    reword,
    sentences,
    words,
)
from briefing.model import Analysis, Briefing, Document, Section, SectionKind, TitleSource
from briefing.model.anchoring import CONTEXT, find_anchor, make_anchor
from briefing.model.annotations import Anchor
from briefing.model.span import Span
from briefing.model.version_diff import diff_versions

LEFT = 0.7
"""How much of a mark's letters must be left for it to count as surviving."""
Edit = Callable[[Edited, Span, random.Random], None]


# Texts


def texts(folder: Path | None, chance: random.Random) -> list[str]:
    if folder is None:
        return [generated(chance) for _ in range(40)]
    found = []
    for path in sorted(folder.rglob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            text = json.loads(line).get("text", "")
            if len(text) > 2_000:
                found.append(text[:40_000])
    chance.shuffle(found)
    return found[:300]


# Marks


def mark(text: str, kind: str, chance: random.Random) -> Span:
    if kind == "name":
        capitals = [w for w in words(text) if text[w.start].isupper() and len(w) > 2]
        return chance.choice(capitals or words(text))
    if kind == "part":
        found = words(text)
        at = chance.randrange(max(1, len(found) - 14))
        return Span(found[at].start, found[min(at + chance.randint(2, 12), len(found) - 1)].end)
    if kind == "sentence":
        return chance.choice(sentences(text))
    spans = paragraphs(text)
    at = chance.randrange(len(spans))
    if kind == "first words":
        return Span(spans[at].start, min(spans[at].end, spans[at].start + 120))
    if kind == "issue":
        return Span(spans[at].start, spans[min(at + chance.randint(2, 5), len(spans) - 1)].end)
    if kind == "empty":
        return Span(words(text)[at].start, words(text)[at].start)
    return spans[at]


MARKS = ("name", "part", "sentence", "paragraph", "first words", "issue", "empty")


# Edits


def _elsewhere(edited: Edited, span: Span, chance: random.Random) -> Span:
    """A paragraph that does not hold the mark."""
    spans = [p for p in paragraphs(edited.text) if not p.overlaps(span)]
    return chance.choice(spans or paragraphs(edited.text))


def others_reworded(edited: Edited, span: Span, chance: random.Random) -> None:
    for one in reversed(sentences(edited.text)):
        if chance.random() < 0.4 and not one.overlaps(span):
            reword(edited, one, 0.4, chance)


def mark_reworded(edited: Edited, span: Span, chance: random.Random) -> None:
    reword(edited, Span(span.start, max(span.end, span.start + 1)), 0.12, chance)


def context_reworded(edited: Edited, span: Span, chance: random.Random) -> None:
    after = Span(span.end, min(len(edited.text), span.end + 80))
    reword(edited, after, 0.5, chance)
    reword(edited, Span(max(0, span.start - 80), span.start), 0.5, chance)


def paragraphs_inserted(edited: Edited, span: Span, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 4)):
        at = chance.choice(paragraphs(edited.text)).start
        edited.put(at, at, new_paragraph(chance) + "\n\n")


def paragraphs_removed(edited: Edited, span: Span, chance: random.Random) -> None:
    for one in reversed(paragraphs(edited.text)):
        if chance.random() < 0.2 and not one.overlaps(span):
            edited.put(one.start, min(len(edited.text), one.end + 2), "")


def paragraph_moved(edited: Edited, span: Span, chance: random.Random) -> None:
    """The mark's paragraph goes to another issue."""
    own = around(paragraphs(edited.text), span.start)
    end = min(len(edited.text), max(own.end, span.end) + 2)
    edited.move(own.start, end, _elsewhere(edited, Span(own.start, end), chance).start)


def sentence_moved(edited: Edited, span: Span, chance: random.Random) -> None:
    """The mark's sentence goes to another paragraph."""
    own = around(sentences(edited.text), span.start)
    own = Span(min(own.start, span.start), max(own.end, span.end))
    edited.move(own.start, own.end, _elsewhere(edited, own, chance).start)


def passage_removed(edited: Edited, span: Span, chance: random.Random) -> None:
    edited.put(span.start, span.end or span.start, "")


def sentence_removed(edited: Edited, span: Span, chance: random.Random) -> None:
    own = around(sentences(edited.text), span.start)
    edited.put(min(own.start, span.start), max(own.end, span.end), "")


def paragraph_removed(edited: Edited, span: Span, chance: random.Random) -> None:
    own = around(paragraphs(edited.text), span.start)
    edited.put(min(own.start, span.start), max(own.end, span.end), "")


def passage_replaced(edited: Edited, span: Span, chance: random.Random) -> None:
    edited.put(span.start, span.end, " ".join(nouns(chance, 400))[: max(8, len(span)) + 1])


def rewrapped(edited: Edited, span: Span, chance: random.Random) -> None:
    width, column = chance.randint(40, 90), 0
    spaces = [i for i, c in enumerate(edited.text) if c == " "]
    last = 0
    for at in spaces:
        column = at - last
        if column >= width or edited.text.rfind("\n", last, at) > last:
            edited.put(at, at + 1, "\n")
            last = at


def unwrapped(edited: Edited, span: Span, chance: random.Random) -> None:
    edited.rewritten(r"\n\n", lambda m: chance.choice(["\n", "\n\n\n", "\n \n", "\r\n\r\n"]))


def typography(edited: Edited, span: Span, chance: random.Random) -> None:
    edited.same(
        lambda c: (
            {"“": '"', "”": '"', "’": "'", '"': "”", "'": "’", "-": "–", " ": " "}[c]
            if c in "“”’\"'- "
            else c
        )
    )
    edited.rewritten(r"–|--|\.\.\.", lambda m: "…" if m[0] == "..." else " — ")


def case_damaged(edited: Edited, span: Span, chance: random.Random) -> None:
    edited.same(chance.choice([str.upper, str.lower, str.swapcase]))


def misspelled(edited: Edited, span: Span, chance: random.Random) -> None:
    misspell(edited, 0.04, chance)


def heading_reworded(edited: Edited, span: Span, chance: random.Random) -> None:
    spans = [p for p in paragraphs(edited.text) if p.end <= max(span.start, 1)]
    if spans:
        edited.put(spans[-1].start, spans[-1].end, " ".join(nouns(chance, 5)).capitalize())


def mixed(edited: Edited, span: Span, chance: random.Random) -> None:
    """Three edits, those that look at the mark's own place first."""
    mark_reworded(edited, span, chance)
    for edit in chance.sample([_far, _typing, case_damaged], 2):
        edit(edited, span, chance)


def copies_swapped(edited: Edited, span: Span, chance: random.Random) -> None:
    """The paragraphs of the mark and of another passage with its words change places."""
    text = edited.text
    own = around(paragraphs(text), span.start)
    others = [
        p
        for p in paragraphs(text)
        if p != own and not p.overlaps(span) and span.of(text) and span.of(text) in p.of(text)
    ]
    if not others or span.end > own.end:
        return
    first, second = sorted([own, chance.choice(others)])
    size = len(second)
    edited.move(second.start, second.end, first.start)
    edited.move(first.start + size, first.end + size, second.end)


def tail_cut(edited: Edited, span: Span, chance: random.Random) -> None:
    """The text ends somewhere between the first sentence and the end of the mark."""
    cut = span.start + chance.choice([0, 0, len(span) // 3, len(span), len(span) + 40])
    edited.put(max(1, cut), len(edited.text), "")


def decomposed(edited: Edited, span: Span, chance: random.Random) -> None:
    _rewrite(edited, "[^\x00-\x7f]", lambda c: unicodedata.normalize("NFD", c))


def ligatures_made(edited: Edited, span: Span, chance: random.Random) -> None:
    signs = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}
    _rewrite(edited, "ffi|ffl|ff|fi|fl", signs.__getitem__)


def hyphenated(edited: Edited, span: Span, chance: random.Random) -> None:
    """Soft hyphens within long words."""
    _rewrite(edited, r"(?<=\w{3})\w(?=\w{3})", lambda c: c + "\u00ad" * (chance.random() < 0.5))


def text_doubled(edited: Edited, span: Span, chance: random.Random) -> None:
    """The text stands twice, behind a new head."""
    edited.put(len(edited.text), len(edited.text), "\n\n" + edited.text)
    edited.put(0, 0, new_paragraph(chance) + "\n\n")


def _rewrite(edited: Edited, pattern: str, written: Callable[[str], str]) -> None:
    """Writes each match otherwise; what is written comes from where that stood."""
    for match in reversed(list(re.finditer(pattern, edited.text))):
        new = written(match[0])
        origins = edited.origins[match.start() : match.end()]
        edited.put(match.start(), match.end(), new)
        spread = [origins[min(i, len(origins) - 1)] for i in range(len(new))]
        edited.origins[match.start() : match.start() + len(new)] = spread


def _far(edited: Edited, span: Span, chance: random.Random) -> None:
    paragraphs_inserted(edited, span, chance)
    for one in reversed(sentences(edited.text)):
        if chance.random() < 0.1:
            reword(edited, one, 0.2, chance)


def _typing(edited: Edited, span: Span, chance: random.Random) -> None:
    misspell(edited, 0.01, chance)


EDITS: tuple[Edit, ...] = (
    others_reworded,
    mark_reworded,
    context_reworded,
    paragraphs_inserted,
    paragraphs_removed,
    paragraph_moved,
    sentence_moved,
    passage_removed,
    sentence_removed,
    paragraph_removed,
    passage_replaced,
    rewrapped,
    unwrapped,
    typography,
    case_damaged,
    misspelled,
    heading_reworded,
    mixed,
)


def repeated(text: str, chance: random.Random) -> str:
    """The text with a sentence thrice and a paragraph thrice."""
    for pick in (sentences, paragraphs):
        words = chance.choice(pick(text)).of(text)
        for _ in range(2):
            at = chance.choice(paragraphs(text)).end
            text = text[:at] + (" " if pick is sentences else "\n\n") + words + text[at:]
    return text


def twins(text: str, chance: random.Random) -> Span | None:
    """A passage that stands more than once."""
    found = Counter(s.of(text) for s in (*sentences(text), *paragraphs(text)))
    spans = [s for s in (*sentences(text), *paragraphs(text)) if found[s.of(text)] > 1]
    return chance.choice(spans) if spans else None


WRITTEN_OTHERWISE: tuple[Edit, ...] = (
    copies_swapped,
    tail_cut,
    decomposed,
    ligatures_made,
    hyphenated,
    text_doubled,
)
"""With `--written`: copies that change places, a text that is cut, and texts that say the same in other signs."""

_ACCENTS = str.maketrans({"u": "ü", "o": "ö"})


# Scores


def verdict(edited: Edited, span: Span, anchor: Anchor, place: Span | None) -> str:
    if not span:
        return _empty(edited, span, place)
    true, left = edited.place(span)
    shared = _shared(true, place) if true and place else 0.0
    if place is None:
        return "lost" if left >= LEFT else "orphan"
    if shared < 0.5:
        return "twin" if _twin(edited, span, anchor, place) else "wrong"
    return "right" if shared >= LEFT else "rough"


def _twin(edited: Edited, span: Span, anchor: Anchor, place: Span) -> bool:
    here = make_anchor(edited.text, place)
    if (here.exact, here.prefix, here.suffix) == (anchor.exact, anchor.prefix, anchor.suffix):
        return True
    old = [origin for origin in edited.origins[place.start : place.end] if origin >= 0]
    if not old or here.exact.split() != anchor.exact.split():
        return False
    between = edited.before[span.end : min(old)] or edited.before[max(old) + 1 : span.start]
    return between.strip() in ("", anchor.exact)


def _empty(edited: Edited, span: Span, place: Span | None) -> str:
    """An empty mark survives where most of its context does; right is a place between what stood by it."""
    low, high = max(0, span.start - CONTEXT), span.start + CONTEXT
    true, left = edited.place(Span(low, min(high, len(edited.before))))
    good = true is not None and left >= LEFT
    if place is None:
        return "lost" if good else "orphan"
    near = sorted(
        (abs(o - span.start), at) for at, o in enumerate(edited.origins) if low <= o <= high
    )
    by = [at for _, at in near[:2]]
    return "right" if by and min(by) - 16 <= place.start <= max(by) + 16 else "wrong"


def _shared(a: Span, b: Span) -> float:
    common = max(0, min(a.end, b.end) - max(a.start, b.start))
    return common / max(1, len(a) + len(b) - common)


def trial(
    number: int, sources: list[str], before: bool, written: bool = False
) -> tuple[str, str, str, Callable[[], str]]:
    chance = random.Random(number)
    text = chance.choice(sources)
    edits = WRITTEN_OTHERWISE if written else EDITS
    kind, edit = MARKS[number % len(MARKS)], edits[number % len(edits)]
    if edit is decomposed:
        text = text.translate(_ACCENTS)
    span = None
    if edit is copies_swapped or chance.random() < 0.25:
        text = repeated(text, chance)
        span, kind = twins(text, chance), "repeated"
    if span is None:
        kind = MARKS[number % len(MARKS)]
        span = mark(text, kind, chance)
    anchor = make_anchor(text, span)
    edited = Edited(text)
    edit(edited, span, chance)
    place = find_anchor(edited.text, anchor, text) if before else find_anchor(edited.text, anchor)
    said = verdict(edited, span, anchor, place)

    def show() -> str:
        true, left = edited.place(span)
        put = make_anchor(edited.text, place) if place else None
        return f"#{number} {edit.__name__} {kind} left {left:.2f}\n  {anchor}\n  true {make_anchor(edited.text, true) if true else None}\n  put  {put}"

    return edit.__name__, kind, said, show


def table(rows: list[tuple[str, str]]) -> None:
    columns = ("right", "rough", "lost", "wrong", "twin", "orphan")
    print("| | " + " | ".join(columns) + " | right of surviving |\n" + "|---" * 8 + "|")
    for name in [*dict(rows), "all"]:
        count = Counter(said for row, said in rows if name in (row, "all"))
        alive = count["right"] + count["rough"] + count["lost"]
        share = f"{100 * count['right'] / alive:.1f} %" if alive else "-"
        print(
            f"| {name.replace('_', ' ')} | "
            + " | ".join(str(count[c]) for c in columns)
            + f" | {share} |"
        )


def speed() -> None:
    chance = random.Random(5)
    text = "\n\n".join(generated(chance) for _ in range(200))[:1_000_000]
    edited = Edited(text)
    spans = [mark(text, MARKS[i % len(MARKS)], chance) for i in range(200)]
    for one in reversed(sentences(text)):
        if chance.random() < 0.02:
            reword(edited, one, 0.3, chance)
    anchors = [make_anchor(text, span) for span in spans]
    for name, new in (("unchanged", text), ("changed", edited.text), ("another text", text[::-1])):
        started = time.perf_counter()
        times = []
        for anchor in anchors:
            at = time.perf_counter()
            find_anchor(new, anchor)
            times.append(time.perf_counter() - at)
        print(
            f"200 marks in 1 MB, {name}: {time.perf_counter() - started:.2f} s, slowest {max(times) * 1000:.0f} ms"
        )
    started = time.perf_counter()
    count = sum(
        len(change.edits) for change in diff_versions(_briefing(text), _briefing(edited.text))
    )
    print(f"1 MB compared word by word, {count} edits: {time.perf_counter() - started:.2f} s")


def _briefing(text: str) -> Briefing:
    """An issue every 4,000 characters."""
    cuts = [*range(0, len(text), 4000), len(text)]
    spans = [Span(a, b) for a, b in itertools.pairwise(cuts)]
    sections = (Section(SectionKind.ISSUE, "", TitleSource.INFERRED, span) for span in spans)
    return Briefing(Document(text), Analysis(tuple(sections)))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--trials", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--show", default="")
    parser.add_argument("--before", action="store_true")
    parser.add_argument("--written", action="store_true")
    parser.add_argument("--no-speed", action="store_true")
    given = parser.parse_args()
    sources = texts(given.folder, random.Random(11))
    found = []
    for number in range(given.first, given.first + given.trials):
        edit, kind, said, show = trial(number, sources, given.before, given.written)
        found.append((edit, kind, said))
        if said == given.show:
            print(show(), file=sys.stderr)
    table([(edit, said) for edit, _, said in found])
    print()
    table([(kind, said) for _, kind, said in found])
    if not given.no_speed:
        print()
        speed()


if __name__ == "__main__":
    main()
