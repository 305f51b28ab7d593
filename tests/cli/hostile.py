"""A library as a hostile backup would bring it: every text in it tries to write to the terminal."""

import json
import os
from datetime import UTC, datetime

import apsw
from msgspec.structs import replace

from briefing.config import Config
from briefing.library import make_library
from briefing.library.feed_service import Subscription, new_entry
from briefing.model import Bookmark, Highlight, Note, Span
from briefing.model.anchoring import make_anchor
from briefing.sources.feed.feed_values import Entry
from tests.library.cross_document.articles import HARBOUR, WINTER, kept

EVIL = (
    "\x1b[31m\x1b]0;T\x07\x1b]52;c;eA==\x07\x1b]8;;http://x.example\x1b\\\x9b31m\x90q\x9c\x1b[201~\x08\x7f"
    "\r\n=cmd|'/c calc'!A0\n\n# head\n<b>![i](http://x.example/i) [l](http://x.example)\u202e\u2066\u200f\u2028\U000e0041\ufffb"
)
"""What a terminal, a spreadsheet or a renderer of markdown would obey."""
SURROGATE = json.loads(r'"\udcff"')


def evil(word):
    return f"{word}{EVIL}"


def poisoned(briefing):
    """The briefing with `EVIL` in its text and behind every name in it."""
    document, found = briefing.document, briefing.analysis
    text = document.text + EVIL
    facts = ("title", "byline", "agency", "dateline", "published", "source")
    document = replace(
        document,
        text=text,
        notices=(evil("notice"),),
        **{name: evil(getattr(document, name) or name) for name in facts},
    )
    last = found.sections[-1]
    sections = (*found.sections[:-1], replace(last, span=Span(last.span.start, len(text))))
    sections = tuple(replace(s, title=evil(s.title), reason=evil("why")) for s in sections)
    entities = tuple(
        replace(
            e,
            name=evil(e.name),
            aliases=(*map(evil, e.aliases), evil("Alias")),
            description=evil("who"),
        )
        for e in found.entities
    )
    quotes = tuple(replace(quote, cue=evil("said")) for quote in found.quotes)
    found = replace(found, sections=sections, entities=entities, quotes=quotes)
    return replace(briefing, document=document, analysis=found)


def marks(briefing):
    """A mark of each kind at the end of the text, over what is in it of `EVIL`."""
    text = briefing.document.text
    anchor = make_anchor(text, Span(len(text) - len(EVIL), len(text)))
    head = (briefing.document.sha256, anchor, evil("issue"), datetime(2026, 3, 1, tzinfo=UTC))
    return (
        Bookmark(evil("b"), *head, evil("note")),
        Highlight(evil("h"), *head, evil("yellow")),
        Note(evil("n"), *head, evil("body")),
    )


def make(folder):
    """Writes the library, its feeds and its settings below `folder`; the hashes of its briefings."""
    config = Config(data=folder / "data" / "briefing")
    library = make_library(config)
    library.watches.add("crane OR ferry OR harbour")
    briefings = kept(library, *map(poisoned, (HARBOUR, WINTER)))
    for briefing in briefings:
        for mark in marks(briefing):
            library.annotations.keep(replace(mark, id=f"{mark.id}{briefing.document.sha256[:4]}"))
    made = library.collections.find_or_make("Work")
    library.collections.put(made, [briefing.document.sha256 for briefing in briefings])
    library.search.index(30)
    _feeds(library)
    library.watches.match()
    library.close()
    _rows(config.library_file, *(briefing.document.sha256 for briefing in briefings))
    _settings(folder / "config" / "briefing")
    return [briefing.document.sha256 for briefing in briefings]


def _rows(path, sha256, other):
    """Changes rows as nothing of ours would write them."""
    database = apsw.Connection(str(path))
    for table, column in (
        ("collection", "name"),
        ("watch", "name"),
        ("document", "agency"),
        ("document", "published"),
        ("document", "title"),
        ("section", "title"),
        ("name", "name"),
        ("described", "description"),
    ):
        database.execute(f"UPDATE {table} SET {column} = coalesce({column}, '') || ?", (EVIL,))
    database.execute("UPDATE document SET opened = opened || ?, added = ?", (EVIL, EVIL))
    newer = "2099-01-01T00:00:00+00:00"
    for address in (evil("/tmp/name"), "/tmp/plain"):
        database.execute(
            "INSERT INTO source (address, sha256, read) VALUES (?, ?, ?)", (address, sha256, newer)
        )
    database.execute(
        "INSERT INTO source (address, sha256, read) VALUES ('/tmp/plain', ?, '2098')", (other,)
    )
    database.execute("INSERT INTO collection (name, created) VALUES ('Plain', ?)", (EVIL,))
    database.execute(
        "INSERT INTO collected SELECT c.id, d.id, ? FROM collection c, document d WHERE c.name = 'Plain'",
        (EVIL,),
    )
    for name in ("theme", "width", "pick_folder", "justify", "spacing", evil("else")):
        row = (name, json.dumps(EVIL))
        database.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", row)
    for id, kind, body in list(database.execute("SELECT id, kind, body FROM mark")):
        body = json.loads(body)
        for key in {"note", "body", "section_title", "colour"} & set(body):
            body[key] += SURROGATE
        database.execute("UPDATE mark SET body = ? WHERE id = ?", (json.dumps(body), id))
        about = json.dumps(
            {"title": evil("t") + SURROGATE, "address": evil("http://x.example/") + SURROGATE}
        )
        pending = (f"p{id}", kind, "2026-01-01", about, json.dumps(body))
        database.execute(
            "INSERT INTO pending_mark VALUES (?, ?, ?, NULL, NULL, NULL, ?, ?)", pending
        )
    database.close()


def _feeds(library):
    known = {name: evil(name) for name in ("id", "title", "address", "byline", "published")}
    entry = Entry(**known, html=evil("<p>words</p>"), whole=True)
    address = evil("http://feed.example/") + SURROGATE
    follow_hostile = library._store.feeds.follow
    for feed in (
        Subscription(address, evil("Feed"), (evil("Folder"),), failure=evil("It failed")),
        Subscription("http://other.example/", folder=(evil("Folder"),)),
    ):
        follow_hostile(feed, [new_entry(entry)])


def _settings(folder):
    folder.mkdir(parents=True)
    lines = [f"{name} = {json.dumps(EVIL)}" for name in ("theme", "recogniser", "width", "data")]
    keys = f"[keys]\nhelp = {json.dumps(EVIL)}\n{json.dumps(EVIL)} = 'x'\n"
    text = "\n".join([*lines, f"{json.dumps(EVIL)} = 1", keys])
    (folder / "config.toml").write_text(text.replace("\\ud83c", "").replace("\\udb40\\udc41", ""))


def source(folder):
    """A text with a hostile name and hostile bytes."""
    name = os.fsencode(EVIL.replace("/", "_")[:80]) + b"\xff\xfe.md"
    path = os.path.join(os.fsencode(folder), name)
    with open(path, "wb") as file:
        file.write(f"# Talks {EVIL}\n\nThey met.\n\n## Trade\n\nTariffs fell.\n".encode())
    return os.fsdecode(path)
