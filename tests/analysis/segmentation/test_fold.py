from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from briefing.analysis.pipeline import split
from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.fold_headings import drop_labels
from tests.analysis.segmentation.texts import document
from tests.steps import calls

LONG = (
    "The council met on Monday and decided that the harbour shall be deepened before the winter comes. "
    * 2
)
SHORT = "It is quick in calm water."


@pytest.mark.parametrize(
    ("markdown", "titles"),
    [
        (f"# T\n\n{LONG}\n\n## A\n\n{LONG}\n\n## B\n\n{LONG}", ["Overview", "A", "B"]),
        (f"# T\n\n{LONG}\n\n## A\n\n{LONG}\n\n## B\n\n{SHORT}", ["Overview", "A"]),
        (f"# T\n\n{LONG}\n\n## A\n\n{SHORT}\n\n## B\n\n{LONG}", ["Overview", "B"]),
        (f"# T\n\n{LONG}\n\n## A\n\n{LONG}\n\n### Small\n\n{LONG}\n\n## B\n\n{LONG}", ["Overview", "A", "B"]),
        (f"# T\n\n{LONG}\n\n## A\n\n### Large\n\n{LONG * 5}\n\n## B\n\n{LONG}", ["Overview", "A", "B"]),
        (f"# T\n\n{LONG}\n\n## A\n\n{LONG}\n\n### Large\n\n{LONG * 5}\n\n## B\n\n{LONG}", ["Overview", "A", "Large", "B"]),
        (f"# T\n\n{LONG}\n\n" + "".join(f"## {n}\n\n{SHORT}\n\n## Specs\n\n{LONG}\n\n" for n in "ABC"), ["Overview", "A", "B", "C"]),
        (f"# T\n\n{LONG}\n\n## A\n\n{LONG}\n\n## B\n\n{LONG}\n\n## B\n\n{LONG}", ["Overview", "A", "B"]),
        (f"# T\n\n{LONG}\n\n## Re: T\n\n{LONG}\n\n## Re: T\n\n{LONG}", ["Overview", "Re: T", "Re: T"]),
        (f"# T\n\n## Letter\n\n## Sea\n\n#### A\n\n{LONG}\n\n#### B\n\n{LONG}\n\n#### C\n\n{LONG}", ["A", "B", "C"]),
        (f"# T\n\nBy Ada\n\n## A\n\n{LONG}\n\n## B\n\n{LONG}", ["A", "B"]),
        (f"# T\n\n## A\n\n{LONG}", ["T"]),
    ],
)  # fmt: skip
def test_headings_of_pages_fold(markdown, titles):
    page = replace(document(markdown, markdown=True), format="html")
    assert [section.title for section in split(page)] == titles


@pytest.mark.parametrize(
    ("markdown", "titles"),
    [
        (f"# T\n\n{LONG}\n\n## 1.1\n\n### Added\n\n{SHORT}\n\n### Fixed\n\n{LONG}\n\n## 1.0\n\n{LONG}", ["Overview", "1.1", "1.0"]),
        (f"# T\n\n## A\n\n### A1\n\n{LONG * 5}\n\n### A2\n\n{LONG * 5}\n\n## B\n\n{SHORT}", ["Overview", "A", "A2", "B"]),
        (f"# T\n\n## A\n\n{LONG}\n\n### A1\n\n{LONG * 5}\n\n### A2\n\n{SHORT}\n\n## B\n\n{LONG}", ["Overview", "A", "A1", "B"]),
    ],
)  # fmt: skip
def test_nested_headings_of_markdown_fold_where_little_stands_under_them(markdown, titles):
    written = replace(document(markdown, markdown=True), format="markdown")
    assert [section.title for section in split(written)] == titles


def test_of_many_nested_headings_none_is_a_pane():
    nested = "".join(f"### Part {n}\n\n{LONG * 5}\n\n" for n in range(45))
    page = replace(
        document(f"# T\n\n## A\n\n{LONG}\n\n{nested}## B\n\n{LONG}", markdown=True), format="html"
    )
    assert len(split(page)) <= 4


@pytest.mark.parametrize(
    ("markdown", "titles"),
    [
        (f"# T\n\n## A\n\n### B\n\n{LONG}\n\n### C\n\n{LONG}\n\n## D\n\n{LONG}", ["A", "C", "D"]),
        (f"{LONG}\n\n## A\n\n## B\n\n{LONG}\n\n## C\n\n{LONG}", ["Overview", "A", "C"]),
        (f"{LONG}\n\n## A\n\n{SHORT}\n\n## B\n\n{LONG}", ["Overview", "B"]),
        (f"# T\n\n# By us\n\n# A\n\n{LONG}\n\n# B\n\n{LONG}", ["A", "B"]),
        (f"# T\n\n# Ada Pell\n\n{SHORT * 3}\n\n# A\n\n{LONG}", ["Overview", "A"]),
        (f"{LONG}\n\n## A\n\n{LONG}\n\nSubscribe to our newsletter\n\nAll rights reserved", ["Overview", "A"]),
    ],
)  # fmt: skip
def test_no_part_of_a_printed_text_is_a_few_words(markdown, titles):
    printed = replace(document(markdown, markdown=True), format="pdf")
    assert [section.title for section in split(printed)] == titles


@pytest.mark.parametrize(
    ("markdown", "titles"),
    [
        (f"## A\n\n{LONG}\n\n### A1\n\n{LONG * 5}\n\n### A2\n\n{LONG * 5}\n\n## B\n\n{LONG}", ["A", "A1", "A2", "B"]),
        (f"## A\n\n{LONG}\n\n### A1\n\n{LONG * 5}\n\n### A2\n\n{LONG}\n\n## B\n\n{LONG}", ["A", "B"]),
        (f"## A\n\n{LONG}\n\n### A1\n\n{LONG * 5}\n\n## B\n\n{LONG}", ["A", "B"]),
        (f"## A\n\n{LONG}\n\n## B\n\n{LONG}\n\n## C\n\n{SHORT}", ["A", "B"]),
    ],
)  # fmt: skip
def test_of_the_parts_of_a_chapter_all_or_none_are_panes(markdown, titles):
    book = replace(document(markdown, markdown=True), format="epub", structured=True)
    assert [section.title for section in split(book)] == titles


def test_nested_headings_of_a_long_book_stay_panes():
    chapters = "".join(f"## Chapter {n}\n\n{LONG * 60}\n\n" for n in range(21))
    book = replace(
        document(f"# One\n\n{chapters}# Two\n\n{chapters}", markdown=True), format="epub"
    )
    assert len(split(book)) > 40


@pytest.mark.parametrize("format", ["docx", "rtf", "mail"])
def test_a_letter_is_one_issue(format):
    letter = f"Dear Ada,\n\n{LONG}\n\n\n\nThe Pier\n\n{LONG}\n\n\n\nFreight Desk: Quay 4\n\nTel. 555 0101\n\n{LONG}"
    sections = split(replace(document(letter), format=format))
    assert [section.kind for section in sections] == ["issue"]
    assert not sections[0].folded


@pytest.mark.parametrize(
    ("markdown", "titles"),
    [
        (f"Ada Pell\n\n# A\n\n{LONG}\n\n# B\n\n{LONG}", ["A", "B"]),
        (f"Ada Pell\n\n# A\n\n{LONG}", ["Corn"]),
        (f"{LONG}\n\n## Tides\n\nThey are low.", ["Corn"]),
        (f"# A\n\n{LONG}\n\n# Freight Desk: Quay 4\n\n{LONG}", ["Corn"]),
    ],
)
def test_no_part_of_a_letter_is_a_few_words(markdown, titles):
    letter = replace(document(markdown, markdown=True), format="mail", title="Corn")
    assert [section.title for section in split(letter)] == titles


@pytest.mark.parametrize(("title", "count"), [("Re: Corn", 1), ("AW[2]: Corn", 1), ("Corn", 2)])
def test_an_answer_is_one_issue(title, count):
    letter = "\n\n\n".join([LONG * 5, LONG * 5, f"Ada Pell\n\n{LONG * 5}"])
    answer = replace(document(letter), format="mail", title=title)
    assert len(split(answer)) == count


def test_headings_without_text_stay_with_what_follows():
    markdown = f"# A\n\n{LONG}\n\n# Part Two\n\n# B\n\n{LONG}\n\n# C\n\nShort.\n\n# D\n\n{LONG}"
    sections = split(replace(document(markdown, markdown=True), format="docx"))
    assert [section.title for section in sections] == ["A", "Part Two", "D"]


def test_the_messages_of_a_short_digest_are_issues():
    markdown = f"# A\n\nDate: 3 May\n\n{LONG}\n\n# Re: B\n\nDate: 4 May\n\n{LONG}"
    digest = replace(document(f"Topics\n\n{markdown}", markdown=True), format="mail")
    assert [section.title for section in split(digest)][-2:] == ["A", "Re: B"]


class Title(str):
    """Asking whether it is another is a call."""

    __hash__ = str.__hash__

    def __eq__(self, other):
        return str.__eq__(self, other)

    def casefold(self):
        return self


def test_no_heading_is_compared_with_all_others():
    def work(count):
        units = [SimpleNamespace(line=Title(n // 2 if n % 4 else "Oil")) for n in range(count)]
        cuts = [Boundary(n, Evidence.MARKUP, headed=True) for n in range(count)]
        return calls(drop_labels, units, cuts)

    assert work(400) < 2.3 * work(200)
