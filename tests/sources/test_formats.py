"""Content decides the format, whatever the name; and everything comes through one door."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.patterns import LIMIT, measure
from briefing.analysis.pipeline import split
from briefing.errors import FormatError
from briefing.model.section import SectionKind
from briefing.sources.format_detection import find_format
from briefing.worker import Worker
from tests.sources import make_mail
from tests.sources.articles import ARTICLES, HARBOUR, SUMMIT, markdown
from tests.sources.make_html import page
from tests.sources.makers import MAKERS
from tests.sources.reading import read_bytes

FILES = MAKERS | {
    "opml": lambda _: b"<?xml version='1.0'?>\n<opml version='2.0'/>",
}


@pytest.mark.parametrize("name", ["", "x.txt", "x.docx", "https://courier.example/x"])
@pytest.mark.parametrize("format", FILES)
def test_content_decides(format, name):
    assert find_format(FILES[format](HARBOUR), name).name == format


def test_a_letter_that_names_no_receiver_is_no_saved_page():
    head = b"Received: from a.example\nFrom: a@b.example\nSubject: Oil\nDate: today\nContent-Type: "
    assert find_format(head + b"multipart/related; boundary=x\n\nOil.", "x").name == "mail"


def test_a_message_without_a_sender():
    data = b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nTGl0Lg==\n"
    assert find_format(data, "x").name == "mail"


@pytest.mark.parametrize(
    "text",
    [
        "From: the desk\nTo: all\nSubject: harbour\nDate: today\n\nA memorandum of the old kind.",
        "From here to 2024\nNothing: has changed",
        "A text on <html> and <body> and what they mean.",
        "{ braces } and nothing else",
        "Subject: one line that only looks like mail",
    ],
)
def test_text_stays_text(text):
    assert find_format(text.encode(), "x.txt").name == "text"


@pytest.fixture(scope="module")
def worker():
    made = Worker()
    yield made
    made.stop()


def titles(document) -> list[str]:
    kinds = (SectionKind.OVERVIEW, SectionKind.ISSUE)
    return [section.title for section in split(document) if section.kind in kinds]


@pytest.mark.parametrize(
    "format", ["html", "pdf", "docx", "odt", "rtf", "epub", "mail", "msg", "mhtml", "feed"]
)
@pytest.mark.parametrize("name", ARTICLES)
def test_the_same_sections_come_out(worker, format, name):
    (original,) = read_bytes(markdown(ARTICLES[name]).encode(), "x.md")
    (document,) = read_bytes(MAKERS[format](ARTICLES[name]), "x", worker=worker)
    nested = ["What the boats want"] if format == "pdf" else []
    assert [title for title in titles(document) if title not in nested] == titles(original)
    assert document.format == format


def test_what_was_taken_out_is_a_section_of_its_own(worker):
    (document,) = read_bytes(page(SUMMIT), "x", worker=worker)
    (taken,) = document.boilerplate
    last = split(document)[-1]
    assert last.kind is SectionKind.BOILERPLATE
    assert last.span.contains(taken)
    assert "All rights reserved" in taken.of(document.text)


def test_a_mailbox_gives_several_documents(worker):
    found = read_bytes(make_mail.mbox([HARBOUR, SUMMIT]), "x", worker=worker)
    assert [document.title.split(": ")[1] for document in found] == [
        HARBOUR[0].text,
        SUMMIT[0].text,
    ]


def test_messages_name_the_source(worker):
    with pytest.raises(FormatError, match=r"^“it” is a list of feeds"):
        read_bytes(FILES["opml"](HARBOUR), "it", worker=worker)


HEADS = ["<!-- a -->", "<?xml version='1.0'?>", " \n", "<!DOCTYPE rss [<!ENTITY a 'b'>]>", "\ufeff"]
ROOTS = {
    "<rss version='2.0'>": "feed",
    "<atom:feed >": "feed",
    "<opml >": "opml",
    "<html>": "html",
    "<HEAD>": "html",
    "<!doctype html>": "html",
    "<p>x": "text",
    "plain words": "text",
}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(HEADS[:3]), max_size=6), st.sampled_from(list(ROOTS)))
def test_a_head_of_comments_hides_no_format(heads, root):
    assert find_format("".join([*heads, root]).encode(), "x").name == ROOTS[root]


@pytest.mark.parametrize(
    "head",
    [
        "<!-- -->",
        "<!-- a --> \n",
        "<?xml ?>",
        "<!--",
        "-->",
        "<!-- --><",
        "<!DOCTYPE a [",
        "<?",
        " ",
    ],
)
@pytest.mark.parametrize("end", ["", "words", "<x", "<!--"])
def test_a_file_of_many_comments_is_told_at_once(head, end):
    """24 comments took for ever; these end before the machine notices, or never."""
    data = (head * (100_000 // len(head)) + end).encode()
    assert measure(lambda: find_format(data, "x")) < LIMIT


def test_a_doctype_with_entities_may_stand_before_a_feed():
    assert find_format("".join([*HEADS[1::2], "<rss >"]).encode(), "x").name == "feed"
