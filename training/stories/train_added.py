"""Learns when a sentence adds to other accounts; `python -m training.stories.train_added ARTICLES`.

ARTICLES as in benchmarks/comparing.py, whose labels are used, without the half held out. Prints what
briefing/library/stories/added_passages.py has.
"""

import argparse
from pathlib import Path

from benchmarks.comparing import HERE, account_of, lines
from briefing.library.stories.added_passages import NAMES, Told, features, weigh_words
from training.sections.fitting import fit


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path)
    texts = {each["id"]: each["text"] for each in lines(parser.parse_args().articles)}
    rows, labels = [], []
    for story in lines(HERE / "added_passages.jsonl"):
        if story["held_out"]:
            continue
        told = [Told(account_of(texts[a["text"]], a["text"])) for a in story["accounts"]]
        weigh = weigh_words(told)
        for at in range(1, len(told)):
            adds, said = (set(story["accounts"][at][key]) for key in ("adds", "said"))
            for number, span in enumerate(told[at].spans):
                if span.start in adds | said and told[at].words[number]:
                    rows.append(features(told[at], number, told[:at], weigh))
                    labels.append(span.start in adds)
    model = fit(NAMES, rows, labels, penalty=1.0)
    print(tuple(round(weight, 2) for weight in model.weights), round(model.bias, 2))


if __name__ == "__main__":
    main()
