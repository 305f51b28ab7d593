"""Scores related issues, and issues said to be new since a previous briefing; `python -m benchmarks.related FOLDER OTHERS`.

FOLDER and OTHERS as in training/stories/train.py, whose import is used. Related to an account of an event are the
other accounts of it. The previous briefings are made of accounts of five events, the ones after them of other accounts of
three of these and of three other events, which are new.
"""

import argparse
import random
from collections import defaultdict
from pathlib import Path

from briefing.library import Library
from briefing.library.cross_document.novelty import find_novelty
from briefing.model import Analysis, Briefing, Document, Section, SectionKind, Span, TitleSource
from briefing.storage.previous_issue import PreviousIssue
from briefing.storage.story_rows import StoryRows
from training.stories.train import Issue, imported, labelled, texts

ROUNDS = 200
Accounts = dict[str, list[tuple[Briefing, Section]]]


def related(library: Library, accounts: Accounts, stories: dict[tuple[str, int], str]) -> str:
    first = three = found = listed = right = asked = 0.0
    for story, told in accounts.items():
        for briefing, section in told:
            near = library.stories.nearest(briefing, section)
            hits = [stories.get((each.sha256, each.index)) == story for each in near]
            others = len(told) - 1
            first += next((1 / (at + 1) for at, hit in enumerate(hits) if hit), 0)
            three += sum(hits[:3]) / min(3, others)
            found += sum(hits) / min(12, others)
            listed, right, asked = listed + len(hits), right + sum(hits), asked + 1
    return (
        f"first right (MRR) {first / asked:.3f}  of three {three / asked:.3f}  "
        f"found {found / asked:.3f}  right {right / listed:.3f}"
    )


def new_since(library: Library, accounts: Accounts) -> str:
    chance, rows = random.Random(5), StoryRows(library._store.database)
    right = wrong = missed = 0
    for _ in range(ROUNDS):
        told = [chance.sample(accounts[story], 2) for story in chance.sample(sorted(accounts), 8)]
        before = _briefing([one for one, _ in told[:5]], "2026-03-01")
        now = _briefing([other for _, other in told[:3] + told[5:]], "2026-03-08")
        kept = PreviousIssue(before.document.sha256, "Week", "2026-03-01", "2026-03-01")
        said = find_novelty(now, before, kept, "series", rows).issues
        right += len(said & {3, 4, 5})
        wrong += len(said & {0, 1, 2})
        missed += len({3, 4, 5} - said)
    return f"precision {right / (right + wrong):.3f}  recall {right / (right + missed):.3f}"


def _briefing(issues: list[tuple[Briefing, Section]], day: str) -> Briefing:
    text, sections = "", []
    for briefing, section in issues:
        start = len(text)
        text += section.span.of(briefing.document.text).rstrip() + "\n\n"
        span = Span(start, len(text))
        sections.append(Section(SectionKind.ISSUE, section.title, TitleSource.DOCUMENT, span))
    document = Document(text, title="Week", published=day)
    return Briefing(document, Analysis(tuple(sections), (), ()))


def _accounts(library: Library, issues: list[Issue]) -> Accounts:
    """The longest issue of each text that tells an event."""
    best: dict[tuple[str, str], tuple[Briefing, Section]] = {}
    for each in issues:
        if each.story.startswith("event"):
            briefing = library.corrections.load(each.sha256)
            section = briefing.analysis.sections[each.index]
            known = best.get((each.text, each.story))
            if known is None or len(section.span) > len(known[1].span):
                best[each.text, each.story] = briefing, section
    found: Accounts = defaultdict(list)
    for (_, story), account in best.items():
        found[story].append(account)
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("others", type=Path)
    options = parser.parse_args()
    some = list(texts(options.folder, options.others))
    with imported(some) as library:
        library.search.index(60)
        library.stories.join()
        issues = labelled(library, some)
        accounts = _accounts(library, issues)
        stories = {(each.sha256, each.index): each.story for each in issues}
        print("related issues: ", related(library, accounts, stories))
        print("new since: ", new_since(library, accounts))


if __name__ == "__main__":
    main()
