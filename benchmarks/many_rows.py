"""Times texts of very many rows: PYTHONPATH=. python -m benchmarks.many_rows [ROWS]

The processor time from bytes to sections, beside that of the same rows as a table in markdown. Written to many_rows.md.
"""

import os
import sys
import time
from datetime import date
from pathlib import Path

from briefing.analysis import pipeline
from briefing.sources.convert import convert

_TALK = "the harbour council voted on a new crane for the northern quay after long talks"
_WORDS = _TALK.split()
_HEAD = "<html><head><title>Ships</title></head><body><h1>Ships</h1>"


def rows_of(count: int) -> list[list[str]]:
    words = [_WORDS[i % len(_WORDS)] for i in range(count + 8)]
    return [[f"ship {i}", " ".join(words[i : i + 2]), str(i * 7919 % 99991)] for i in range(count)]


def texts_of(rows: list[list[str]]) -> dict[str, str]:
    lines = ["Boats of " + " ".join(row) for row in rows]
    cells = ("<td>" + "<td>".join(row) for row in rows)
    bars = ("|" + "|".join(row) + "|" for row in rows)
    return {
        "table.md": "# Ships\n\n|a|b|c|\n|---|---|---|\n" + "\n".join(bars),
        "table.html": f"{_HEAD}<table><tr><th>a<th>b<th>c<tr>" + "<tr>".join(cells) + "</table>",
        "list.html": f"{_HEAD}<ul><li>" + "<li>".join(lines) + "</ul>",
        "paragraphs.html": f"{_HEAD}<p>" + ".<p>".join(lines),
        "list.txt": "Ships\n\n- " + "\n- ".join(lines),
        "tabs.tsv": "\n".join("\t".join(row) for row in rows),
        "commas.csv": "\n".join(",".join(row) for row in rows),
    }


def seconds_of(name: str, text: str) -> float:
    started = time.process_time()
    pipeline.brief(convert(text.encode(), name)[0])
    return time.process_time() - started


def main(count: int = 50_000) -> None:
    texts = texts_of(rows_of(count))
    for name, text in texts_of(rows_of(50)).items():
        seconds_of(name, text)
    found = {name: seconds_of(name, text) for name, text in texts.items()}
    usual = found["table.md"]
    lines = [
        f"# {count:,} rows",
        "",
        f"{date.today()}, two shared cores under a load of {os.getloadavg()[0]:.0f}.",
        "",
    ]
    lines += ["| text | seconds | against the table in markdown |", "| --- | --- | --- |"]
    lines += [f"| {name} | {took:.1f} | {took / usual:.1f} |" for name, took in found.items()]
    Path(__file__).with_name("many_rows.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
