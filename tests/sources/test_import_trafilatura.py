import subprocess
import sys

PAGE = (
    "<html><head><title>Rail talks</title><meta property='article:published_time' content='2026-03-01'></head>"
    "<body><article><h1>Rail talks</h1><p>The two sides met <a href='/first'>again</a> on Monday.</p>"
    "<p>They agreed on fares, but not on who pays for the bridge over the river.</p></article></body></html>"
)
OURS = "from briefing.sources.html.import_trafilatura import import_extraction\nextract = import_extraction()"
THEIRS = "from trafilatura import bare_extraction as extract"
SAID = f"""
import sys
from lxml.html import fromstring
loaded = "urllib3.connectionpool" in sys.modules
found = extract(fromstring({PAGE!r}), fast=True, favor_recall=True)
import urllib3.connectionpool
print(loaded, found.text, found.title, found.date, bool(urllib3.PoolManager))
"""


def said(start):
    run = subprocess.run([sys.executable, "-c", start + SAID], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout.split(" ", 1)


def test_a_page_is_read_the_same_without_what_fetches_pages():
    (loaded, found), (fetches, expected) = said(OURS), said(THEIRS)
    assert (loaded, fetches) == ("False", "True")
    assert found == expected
    assert "who pays for the bridge" in found
