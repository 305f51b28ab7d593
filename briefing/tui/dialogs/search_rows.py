from textual.content import Content

from briefing.library.search_service import Hit, Hits
from briefing.model import Span
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line
from briefing.tui.shown_facts import join_facts, shown_date

NOTHING = "There is nothing to search yet; briefings you read appear here."
_MATCH = "bold underline $text-warning"
HELP = Content(
    "peace talks           both words\n"
    '"peace talks"         the phrase\n'
    "harb*                 words that start with harb\n"
    "peace OR truce        either\n"
    "ferry -harbour        without a word\n\n"
    "agency:reuters  title:harbour  person:kroll  org:nato\n"
    "after:2024-01  before:2024-03-15  source:example.org\n"
    "unread:  read:  marked:  collection:work"
)


def prompt(hit: Hit, *, new: bool = False) -> Content:
    title = hit.title if hit.title != hit.issue else ""
    version = "older version" if hit.older else ""
    source = hit.source if hit.shares_title else ""
    facts = join_facts(title, hit.agency, shown_date(hit.published), version, source)
    return Content.assemble(
        _marked(Content(sanitize_line(hit.issue)).stylize("bold"), hit.issue_marks),
        "\n" if new or facts else "",
        ("new" if new else "", "$text-success"),
        (f"{' · ' if new and facts else ''}{facts}", "$muted"),
        "\n",
        _marked(Content(sanitize_line(hit.snippet.text)), hit.snippet.marks),
        "\n",
    )


def count_sentence(hits: Hits, waiting: int) -> str:
    if not hits.shown:
        found = "Nothing found. Try fewer words, or the start of one: harb*"
    elif not hits.complete:
        found = f"More than {hits.total:,} issues; the best of the most recent are shown."
    elif len(hits.shown) < hits.total:
        found = f"{hits.total:,} issues; the best {len(hits.shown)} are shown."
    else:
        found = f"{say_count(hits.total, 'issue')}."
    return f"{found} Still indexing {say_count(waiting, 'briefing')}…" if waiting else found


def _marked(line: Content, marks: tuple[Span, ...]) -> Content:
    for mark in marks:
        line = line.stylize(_MATCH, mark.start, mark.end)
    return line
