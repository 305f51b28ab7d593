"""Scores which issues are taken for one story, with events held out; `python -m benchmarks.stories FOLDER OTHERS`.

FOLDER and OTHERS as in training/stories/train.py, whose import is used. Prints B-cubed precision, recall and F1 (Bagga
and Baldwin, 1998) of the program, of the program with weights that have not seen the events of a fifth, and of
the rule by which NewsBlur finds alike titles: three shared words, six tenths of the shorter title, within five days. Then
says how many of 60 copies of articles, cut, reordered and with another lead, are recognised, and how many pairs wrongly.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from briefing.analysis.segmentation.stems import FUNCTION_WORDS
from briefing.library.stories import same_story
from briefing.library.stories.join_stories import JOIN_AT, mean_probability
from briefing.library.stories.wire_copies import find_copies, sketch
from training.stories.train import Issue, Text, general_words, issues, learn, profiles, texts

FOLDS = 5
SHARED, OVERLAP, DAYS = 3, 0.6, 5
COPIES = 60


def clusters(some: Sequence[Issue], alike: Callable[[int, int], float], at: float) -> list[int]:
    """Joins issues as `StoryJoiner` does, in a random order; `alike` gives log-odds."""
    story: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for new in random.Random(1).sample(range(len(some)), len(some)):
        scored = [
            (_together(some, [new], group, alike), number) for number, group in members.items()
        ]
        best, number = max(scored, default=(0.0, -1))
        if best < at:
            number = len(some) + new
        members.setdefault(number, []).append(new)
        for other in [n for sure, n in scored if n != number and sure > 0.1]:
            if _together(some, members[number], members[other], alike) >= at:
                members[number] += members.pop(other)
    for number, group in members.items():
        story.update(dict.fromkeys(group, number))
    return [story[at] for at in range(len(some))]


def _together(some, group, others, alike) -> float:
    apart = ((i, j) for i in group for j in others if some[i].text != some[j].text)
    return mean_probability(alike(i, j) for i, j in apart)


def b_cubed(some: Sequence[Issue], found: Sequence[int]) -> tuple[float, float, float]:
    """What a text tells of a story counts once, as its longest issue was taken."""
    longest: dict[tuple[str, str], int] = {}
    for at, each in enumerate(some):
        before = longest.setdefault((each.text, each.story), at)
        if each.terms.words.total() > some[before].terms.words.total():
            longest[each.text, each.story] = at
    pairs = [(story, found[at]) for (_, story), at in longest.items()]
    both, sizes = Counter(pairs), Counter(cluster for _, cluster in pairs)
    gold = Counter(story for story, _ in pairs)
    precision = sum(both[pair] / sizes[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / gold[pair[0]] for pair in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def by_titles(some: Sequence[Issue]) -> Callable[[int, int], float]:
    words = [{w for w in each.title.casefold().split() if w not in FUNCTION_WORDS} for each in some]

    def alike(i: int, j: int) -> float:
        shared = len(words[i] & words[j])
        near = _days(some[i].day, some[j].day) <= DAYS
        enough = shared >= SHARED and shared >= OVERLAP * min(len(words[i]), len(words[j]))
        return 6.0 if near and enough else -6.0

    return alike


def _days(one: str | None, other: str | None) -> int:
    if not one or not other:
        return 0
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def by_measure(some: Sequence[Issue]) -> Callable[[int, int], float]:
    made = profiles(some)
    return lambda i, j: same_story.log_odds(made[i], made[j])


def held_out(some: Sequence[Issue], others: Path) -> Callable[[int, int], float]:
    """A pair is judged by weights that saw neither story."""
    names = sorted({each.story for each in some})
    random.Random(2).shuffle(names)
    fold = {name: at % FOLDS for at, name in enumerate(names)}
    general, models = general_words(others), {}

    def alike(i: int, j: int) -> float:
        key = frozenset((fold[some[i].story], fold[some[j].story]))
        if key not in models:
            models[key] = learn([e for e in some if fold[e.story] not in key], *general)
        same_story.use(models[key])
        return same_story.log_odds(made[i], made[j])

    made = profiles(some)
    return alike


def copied(some: Sequence[Text]) -> tuple[int, int]:
    """Copies recognised, of `COPIES`, and other pairs taken for copies."""
    chance = random.Random(4)
    articles = [each for each in some if len(each.parts) == 1]
    of = dict(enumerate(chance.sample(range(len(articles)), COPIES), len(articles)))
    leads = [each.text[:300] for each in articles]
    bodies = [each.text for each in articles] + [
        _copy(articles[at].text, leads[at - 1], chance) for at in of.values()
    ]
    found = list(find_copies([sketch(body) for body in bodies]))
    told = {pair for pair in found if of.get(pair[0]) == pair[1] or of.get(pair[1]) == pair[0]}
    return len(told), len(set(found) - told)


def _copy(text: str, lead: str, chance: random.Random) -> str:
    """Six tenths of its paragraphs, after the lead of another text."""
    paragraphs = [each for each in text.split("\n\n") if each.strip()]
    kept = chance.sample(paragraphs, max(2, len(paragraphs) * 6 // 10))
    return "\n\n".join([lead, *kept])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("others", type=Path)
    options = parser.parse_args()
    told = list(texts(options.folder, options.others))
    print("copies recognised of {}: {}; wrong: {}".format(COPIES, *copied(told)))
    some = issues(told)
    ways = {
        "titles alike": by_titles(some),
        "measure": by_measure(some),
        "measure, events held out": held_out(some, options.others),
    }
    for name, alike in ways.items():
        figures = b_cubed(some, clusters(some, alike, JOIN_AT))
        print(f"{name:26} P {figures[0]:.3f}  R {figures[1]:.3f}  F1 {figures[2]:.3f}", flush=True)


if __name__ == "__main__":
    main()
