"""No regular expression of the package takes more than linear time, on strings made of its own parts to hurt it.

`benchmarks.patterns` runs them, in a child that is limited, and judges by processor time with a two-hundredfold margin.
"""

import json
import re
import subprocess
import sys

import pytest

from benchmarks import patterns
from benchmarks.hurtful_strings import group_repeats
from benchmarks.pattern_sites import Site
from benchmarks.patterns import LIMIT, LONG, findings
from briefing.analysis.segmentation.boilerplate_features import LONGEST_PHRASE, is_phrase
from briefing.analysis.segmentation.boilerplate_patterns import BOILERPLATE
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.model import BlockKind, Span


@pytest.fixture(scope="module")
def report():
    command = [sys.executable, "-m", "benchmarks.patterns", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_pattern_is_slow(report):
    assert report["slow"] == []
    assert report["patterns"] > 250


def test_every_pattern_is_known(report):
    """One that is made of variables within a function has samples in `pattern_sites.SAMPLES`."""
    assert report["unknown"] == []


def test_no_possessive_repeat_of_a_group(report):
    """Python before 3.11.5 gets these wrong (gh-106052)."""
    assert report["possessive groups"] == []


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<html\b", "match"),
        (r"(a+)+$", "match"),
        (r"(\w+(?:-\w+)?)\s+$", "search"),
        (r"\s*(?:today)?[.\s]*$", "match"),
        (r"^(\s*)([#+=-])", "findall"),
        (r"<meta\b[^>]*>", "findall"),
        (r"[.!?]+\s+", "findall"),
    ],
)
def test_a_pattern_that_can_be_hurt_is_found_out(pattern, way):
    flags = re.DOTALL if isinstance(pattern, bytes) else re.MULTILINE
    assert findings(Site("one", re.compile(pattern, flags), {way}), deep=True)


@pytest.mark.parametrize(("power", "is_slow"), [(1, False), (2, True)])
def test_what_grows_with_the_square_is_found_out_on_a_quick_machine(monkeypatch, power, is_slow):
    monkeypatch.setattr(patterns, "call_of", lambda pattern, way, text: len(text))
    monkeypatch.setattr(
        patterns, "measure", lambda size, most: 0.4 * LIMIT * (size / LONG) ** power
    )
    assert bool(findings(Site("one", re.compile("ab*"), {"match"}), deep=True)) is is_slow


@pytest.mark.parametrize("pattern", [r"\w+(?:-\w+)*", r"(?<!\s)\s+$", r"<[^<>]*>", r"[.!?]\s"])
def test_a_linear_one_is_not(pattern):
    assert not findings(Site("one", re.compile(pattern), {"findall", "match"}))


def test_a_possessive_group_is_seen():
    assert group_repeats(r"(?:ab?c)*+", 0)
    assert not group_repeats(r"[ab]*+c++", 0)


@pytest.mark.parametrize("over", [0, 1])
def test_a_long_paragraph_is_never_looked_up_among_the_phrases(over):
    """`BOILERPLATE` is run at `LONGEST_PHRASE` characters only, for this is its one caller."""
    text = "Share this".ljust(LONGEST_PHRASE + over, ".")
    assert BOILERPLATE.fullmatch(text)
    unit = Paragraph(text, Span(0, len(text)), BlockKind.PARAGRAPH, 1)
    assert is_phrase(unit) is (not over)
