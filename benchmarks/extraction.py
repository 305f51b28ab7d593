"""How well the article is told from its page: PYTHONPATH=. python -m benchmarks.extraction

Pages in eight layouts, each with three articles of the tests inside other clutter; F1 of words (as multisets, as the
public article-extraction benchmark counts them) for trafilatura alone, readability-lxml where it is installed, and
this program. Written to extraction.txt.
"""

import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from briefing.sources.html.convert_html import convert_html
from briefing.sources.text.parse_text import parse_text
from tests.sources.articles import ARTICLES, Part
from tests.sources.make_html import COMMENTS, FOOT, PROMO, RELATED, SHARE, TOP, body, page

TABLE = "<table><tr><th>Year</th><th>Crossings</th></tr><tr><td>2022</td><td>1200</td></tr></table>"


def semantic(article: tuple[Part, ...]) -> str:
    return page(article).decode()


def bare(article: tuple[Part, ...]) -> str:
    return page(article, clutter=False).decode()


def divs(article: tuple[Part, ...]) -> str:
    """No semantic element at all: divs with classes, as old systems print them."""
    text = body(article).replace("<p>", '<div class="par">').replace("</p>", "</div>")
    links = "".join(f'<div class="m"><a href="/{i}">Menu entry {i}</a></div>' for i in range(30))
    return f'<html><body><div id="menu">{links}</div><div id="c"><div id="text">{text}</div></div>{FOOT}</body></html>'


def tables(article: tuple[Part, ...]) -> str:
    """Laid out with tables."""
    links = "<br>".join(f'<a href="/{i}">Topic {i}</a>' for i in range(25))
    cells = f'<td width="120">{links}</td><td>{body(article)}</td><td>{RELATED}</td>'
    return f"<html><body><table><tr><td colspan=3>{TOP}</td></tr><tr>{cells}</tr></table>{FOOT}</body></html>"


def comments(article: tuple[Part, ...]) -> str:
    """More words in the comments than in the article."""
    return f"<html><body>{TOP}<article>{body(article)}</article>{COMMENTS * 12}{FOOT}</body></html>"


def interrupted(article: tuple[Part, ...]) -> str:
    """Promotions between the paragraphs."""
    blocks = body(article).split("\n")
    parts, listed = [], False
    for i, block in enumerate(blocks):
        listed = (listed or block == "<ul>") and block != "</ul>"
        parts.append(block + (PROMO if i % 5 == 4 and not listed else ""))
    return f"<html><body>{TOP}<main><div class=post>{''.join(parts)}</div></main>{SHARE}{RELATED}{FOOT}</body></html>"


def breaks(article: tuple[Part, ...]) -> str:
    """Paragraphs parted by two line breaks."""
    text = "<br><br>".join(part.text.replace("&", "&amp;") for part in article)
    return f'<html><body>{TOP}<div class="entry">{text}</div>{RELATED}{FOOT}</body></html>'


def tabled(article: tuple[Part, ...]) -> str:
    """An article with a data table, a figure and a long list of links of its own."""
    links = "".join(
        f'<li><a href="/ref/{i}">Source number {i} of this report</a></li>' for i in range(6)
    )
    more = f"<h2>Figures</h2>{TABLE}<h2>Sources</h2><ul>{links}</ul>"
    return f"<html><body>{TOP}<main><article>{body(article)}{more}</article></main>{RELATED}{FOOT}</body></html>"


LAYOUTS: dict[str, tuple[Callable[[tuple[Part, ...]], str], str]] = {
    "semantic": (semantic, ""),
    "bare": (bare, ""),
    "divs": (divs, ""),
    "tables": (tables, ""),
    "comments": (comments, ""),
    "interrupted": (interrupted, ""),
    "breaks": (breaks, ""),
    "tabled": (
        tabled,
        "Figures Year Crossings 2022 1200 Sources "
        + " ".join(f"Source number {i} of this report" for i in range(6)),
    ),
}


def ours(html: str) -> str:
    return parse_text(convert_html(html.encode()).markdown, markdown=True)[0]


def by_trafilatura(html: str) -> str:
    import trafilatura

    return trafilatura.extract(html, include_comments=False) or ""


def by_readability(html: str) -> str:
    from lxml.html import fromstring
    from readability import Document

    return fromstring(Document(html).summary()).text_content()


def f1(found: str, wanted: str) -> float:
    mine, theirs = (Counter(re.findall(r"\w+", text)) for text in (found, wanted))
    same = (mine & theirs).total()
    return 2 * same / (mine.total() + theirs.total())


def main() -> None:
    tools = {"briefing": ours, "trafilatura": by_trafilatura, "readability": by_readability}
    lines = ["layout       " + "".join(f"{tool:>13}" for tool in tools)]
    sums: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for name, (layout, more) in LAYOUTS.items():
        scores = dict.fromkeys(tools, 0.0)
        for article in ARTICLES.values():
            html, wanted = layout(article), "\n".join(part.text for part in article) + "\n" + more
            for tool, extract in tools.items():
                extract(html)
                started = time.perf_counter()
                scores[tool] += f1(extract(html), wanted) / len(ARTICLES)
                times[tool] += (time.perf_counter() - started) / len(ARTICLES) / len(LAYOUTS)
        sums.update(scores)
        lines.append(f"{name:13}" + "".join(f"{score:13.3f}" for score in scores.values()))
    lines.append("mean F1      " + "".join(f"{sums[tool] / len(LAYOUTS):13.3f}" for tool in tools))
    lines.append("ms a page    " + "".join(f"{times[tool] * 1000:13.1f}" for tool in tools))
    print("\n".join(lines))
    Path(__file__).with_name("extraction.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
