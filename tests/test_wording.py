"""What the program says is plain English, in the terms of `docs/glossary.md`."""

import re

import pytest

from tests.wording import TABLE, said_strings, table

FORBIDDEN = {
    r"(?<!here )\b(?:is|are|was|were) no\b(?! longer)": "is not a …",
    r"\bcould not be had\b": "failed",
    r"\bhold(?:s|ing)?\b": "contains; in effect",
    r"\bleft out\b": "hidden; skipped; ignored",
    r"\b(?:take|takes|taken|took) (?:\w+ )?back\b": "undo",
    r"\bput aside\b|\bjunk\b|\bboilerplate\b|\bfurniture\b": "page clutter",
    r"\bsuch as it is\b|\ball the same\b|\bfor there is\b": "plain words",
    r"\bsections?\b(?! N\b)": "issue",
    r"\bentit(?:y|ies) (?:in|of) the (?:text|issue)\b|\bannotations? of yours\b": "name; mark",
    r"(?<!-)\bquotes?\b": "quotation",
    r"\b(?:part|join)(?:s|ed|ing)? (?:it|them|this|with|from)\b": "split; merge",
    r"\bstops it\b": "Press X to stop",
    r"(?<![A-Z])(?<!\])\.\.\.": "…",
    r"[\w}] …": "no space before …",
    r"’s\b|n’t\b": "a straight apostrophe",
    r'(?<![:=(])"\{\}"(?! line)': "“…” around what is named",
    r"\bthere (?:is|was) nothing\b.*\bthere\b": "say it once",
    r"[a-z], for [a-z]+ (?:is|are)\b": "because",
    r"\bmust not\b.*\bmay\b": "cannot",
    r"\bSure of it|\banother program writes|\bis named here\b|\bfor there|\bnot joined\b": "the table in plain words",
    r"\be\.g\.|\bi\.e\.|\betc\b": "words",
    r"\bplease\b": "say what to do",
    r"  ": "one space",
}
"""Patterns, and what to write instead."""

FREE = {
    'theme "{theme}"': "as it stands in the file",
    'theme "{stem}"': "as it stands in the file",
    'colour "{name}"': "as it stands in the file",
    '"{field}:"': "as it is typed",
}
"""What may stay, and why."""

NAMES = re.compile(
    r"\b(?:Briefing|Esc|Enter|Tab|Ctrl|Alt|Set|Web Annotations?|Hypothesis|Readwise|Markdown|Office|Outlook|Untitled|"
    r"Python|Word|English|Python|[A-Z]{2,}\w*|[A-Z]|Highlight|JSON-LD|Maildirs?)\b"
)


def without_free(words: str) -> str:
    """Without what may stay, and with "{}" for every value."""
    for free in FREE:
        words = words.replace(free, "")
    return re.sub(r"\{\w*\}", "{}", words)


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_odd_phrase(pattern):
    found = [
        (n, w) for n, w in said_strings() if re.search(pattern, without_free(w), re.IGNORECASE)
    ]
    assert found == [], f"better: {FORBIDDEN[pattern]}"


def test_sentence_case():
    """Only the first word and names have a capital."""
    found = []
    for name, words in said_strings():
        if words.startswith(("briefing ", "\b")):  # Command lines.
            continue
        inside = re.sub(r"(?:^|[.:?!…}%] |[·“\"({–—-] ?)[A-Z]\w*", "", NAMES.sub("", words))
        if re.search(r"\b[A-Z][a-z]+\b", inside):
            found.append((name, words))
    assert found == []


def test_a_message_ends_with_a_full_stop():
    """What has the parts of a sentence ends like one; the help of a key is a label."""
    found = [
        (name, words)
        for name, words in said_strings()
        if re.match(r"[A-Z][a-z]+ ", words)
        and re.search(r"\b(?:is|are|was|were|has|have|does|cannot|could)\b", words)
        and re.search(r"[a-z]$", words)
        and not name.startswith(("tui/commands.py", "cli/doctor.py", "safe_files.py"))
        and not re.search(r"^(?:An?|The|Name|Not|Who|What)\b| (?:is|was)$", words)
    ]
    assert found == []


def test_the_table_is_that_of_the_source():
    """`make wording` writes it."""
    assert TABLE.read_text(encoding="utf-8") == table()
