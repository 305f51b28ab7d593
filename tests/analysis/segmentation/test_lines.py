"""A text whose paragraphs stand on lines of their own is split like the same text with blank lines."""

import pytest

from briefing.analysis.pipeline import split
from briefing.analysis.segmentation.paragraphs import find_paragraphs
from briefing.sources import build_document
from briefing.sources.build_document import build_text
from tests.analysis.segmentation.texts import SUBJECTS
from tests.sources.articles import HARBOUR, SUMMIT

ARTICLES = {"harbour": HARBOUR, "summit": SUMMIT}


def text(article, before_a_heading, before_a_paragraph):
    parts = [part for part in article if part.kind in ("h1", "h2", "p")]
    return "".join(
        (before_a_heading if part.kind != "p" else before_a_paragraph) + part.text for part in parts
    ).strip("\n")


def document(words):
    return build_text(words.encode(), "x.txt", "text")


def titles(words):
    return [section.title for section in split(document(words)) if section.kind == "issue"]


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("before_a_heading", ["\n", "\n\n"])
def test_lines_are_split_like_paragraphs(name, before_a_heading):
    headings = {part.text for part in ARTICLES[name] if part.kind == "h2"}
    usual = headings.intersection(titles(text(ARTICLES[name], "\n\n", "\n\n")))
    assert len(usual) >= 4
    found = titles(text(ARTICLES[name], before_a_heading, "\n"))
    assert usual <= set(found) <= headings


@pytest.mark.parametrize("name", ARTICLES)
def test_hard_wrapped_lines_stay_together(name):
    plain = text(ARTICLES[name], "\n\n", "\n\n")
    words = [paragraph.replace(", ", ",\n") for paragraph in plain.split("\n\n")]
    assert len(find_paragraphs(document("\n\n".join(words)))) == len(words)


@pytest.mark.parametrize("release", ["v1.{}.0", "V 3.{}-rc1"])
def test_numbers_of_releases_head_what_changed_in_a_long_text(release, monkeypatch):
    monkeypatch.setattr(build_document, "LARGEST", 0)
    told = ARTICLES["harbour"]
    words = [part.text for part in told if part.kind == "p"][:8]
    lines = [f"**{release.format(9 - at)}**\n\n* {text}\n" for at, text in enumerate(words)]
    found = build_text("\n".join(lines).encode(), "x.md", "markdown")
    assert [section.title for section in split(found)][1:] == [
        release.format(9 - at) for at in range(1, 8)
    ]


def test_items_of_a_long_list_are_no_reason_to_divide_headed_parts():
    told = [paragraph for paragraphs in SUBJECTS.values() for paragraph in paragraphs]
    words = " ".join(told).split()
    items = [f"- {' '.join(words[at : at + 4])}" for at in range(0, len(words), 4)]
    uses = [told[0], "\n".join(items), told[3], told[6], told[8]]
    parts = ["# Lamps\n\n## Uses", *uses, "## Terms", told[0], "## Help", told[1]]
    found = build_text("\n\n".join(parts).encode(), "x.md", "markdown")
    assert [section.title for section in split(found)] == ["Overview", "Uses", "Terms", "Help"]
