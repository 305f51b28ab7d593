"""Whoever is joined to a name has that name joined to him, whatever the names and the company."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.config import Config
from briefing.library import make_library
from tests.library.cross_document.articles import article, kept

NAMES = [
    "Ada Lind",
    "A. Lind",
    "Lind",
    "Olof Lind",
    "Dr. Ada Lind",
    "Lind Ada",
    "Reyes",
    "Tom Reyes",
]
COMPANY = ["Mira Okafor", "Paul Costa", "+Port Board", "+City Opera"]
TEXTS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sets(st.sampled_from(COMPANY), max_size=3)),
    min_size=2,
    max_size=5,
)


@settings(max_examples=25)
@given(TEXTS)
def test_joining_goes_both_ways(texts):
    briefings = [
        article(
            f"T{n}", f"News {n}: [{name}] came with {' '.join(f'[{c}]' for c in sorted(company))}."
        )
        for n, (name, company) in enumerate(texts)
    ]
    with tempfile.TemporaryDirectory() as folder:
        library = make_library(Config(data=Path(folder)))
        kept(library, *briefings)
        pages = [
            library.cross_document.page("person", name.casefold(), briefing.document.sha256)
            for briefing, (name, _) in zip(briefings, texts, strict=True)
        ]
        library.close()
    joined = {(n, int(each.title[1:])) for n, page in enumerate(pages) for each in page.appearances}
    assert joined >= {(n, n) for n in range(len(texts))}
    assert joined == {(b, a) for a, b in joined}
