import pytest

from briefing.model import BlockKind
from briefing.sources.text.front_matter import parse_front_matter
from tests.sources.reading import read_bytes

YAML = """---
title: "A title: with a colon"
date: 2024-03-02 10:11:12 +0100
authors:
  - Ann Lee
  - Bo Ek
lang: en-GB
tags: [a, b]
---

# Heading

Words.
"""
TOML = '+++\ntitle = "T"\ndate = 2024-03-02\nauthor = "Ann"\n[extra]\nx = 1\n+++\nWords.\n'


def test_yaml_is_metadata_and_stands_at_the_end():
    (document,) = read_bytes(YAML.encode(), "a.md")
    assert document.title == "A title: with a colon"
    assert document.byline == "Ann Lee, Bo Ek"
    assert document.published == "2024-03-02T10:11:12+01:00"
    assert document.language == "en"
    assert document.blocks[0].kind is BlockKind.HEADING
    assert document.blocks[0].line == 10
    last = document.blocks[-1]
    assert (last.kind, last.language, last.line) == (BlockKind.CODE, "yaml", 0)
    assert document.boilerplate == (last.span,)
    assert last.span.of(document.text) == YAML.split("---\n")[1].rstrip("\n")


@pytest.mark.parametrize(
    "author",
    [
        "author:\n  name: Ann Lee\n  email: a@x.example",
        "authors:\n  - name: Ann Lee\n    email: x",
        "authors:\n- name: 'Ann Lee'",
    ],
)
def test_an_author_may_have_fields(author):
    found = parse_front_matter(f"---\n{author}\n---\n")
    assert found is not None
    assert found.first("author", "authors") == "Ann Lee"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (
            "% The\n  lamp\n% Ann Lee; Bo Ek\n% 2024-03-02",
            ("The lamp", "Ann Lee, Bo Ek", "2024-03-02"),
        ),
        ('{\n  "title": "The lamp",\n  "date": "2024-03-02"\n}', ("The lamp", None, "2024-03-02")),
        ("{\n  oil\n}", (None, None, None)),
        ("Title: The lamp\nAuthor: Ann Lee", ("The lamp", "Ann Lee", None)),
        ("Title: The lamp", (None, None, None)),
        ("% The lamp", ("The lamp", None, None)),
        ("%% The lamp", (None, None, None)),
        ("% The lamp\nis lit.", (None, None, None)),
    ],
)
def test_heads_of_other_programs_are_metadata(head, said):
    found = parse_front_matter(f"{head}\n\n# Oil\n")
    assert said == (tuple(map(found.first, ("title", "author", "date"))) if found else (None,) * 3)
    assert read_bytes(f"{head}\n\nWords.".encode(), "a.txt")[0].format == "text"


def test_toml_is_metadata():
    (document,) = read_bytes(TOML.encode(), "a.txt")
    assert (document.title, document.byline, document.published) == ("T", "Ann", "2024-03-02")
    assert document.format == "markdown"
    assert document.blocks[-1].language == "toml"


@pytest.mark.parametrize(
    "source",
    [
        "---\n\nWords\n\n---\n",
        "---\nJust words\n---\n",
        "---\ntitle: x\n",
        "+++\nnot toml\n+++\n",
        "a\n---\nb: c\n---\n",
        "---",
        "",
    ],
)
def test_what_is_no_front_matter(source):
    assert parse_front_matter(source) is None


def test_a_value_over_several_lines_is_whole():
    found = parse_front_matter("---\ntitle: >-\n  A long\n  title\nabout: |\n  Words.\n---\nx")
    assert found is not None
    assert found.values == {"title": "A long title", "about": "Words."}
