"""Times texts of very many rows: PYTHONPATH=. python -m benchmarks.many_rows [ROWS]

The processor time from bytes to sections, as in a worker, beside that of the same rows as a table in markdown. Written to many_rows.md.
"""

import io
import os
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

from briefing.analysis import pipeline
from briefing.sources.convert import convert
from briefing.worker.child import settle_garbage

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


def documents_of(rows: list[list[str]]) -> dict[str, bytes]:
    """The same as tables and as paragraphs, without styles."""
    lines = ["Boats of " + " ".join(row) for row in rows]
    word, text = _DOCX.split("|"), _ODT.split("|")
    found = {}
    for kind, (row, cell, line, table) in (("docx", word), ("odt", text)):
        cells = (row.format("".join(cell.format(each) for each in one)) for one in rows)
        found[f"table.{kind}"] = table.format("".join(cells))
        found[f"paragraphs.{kind}"] = "".join(line.format(each + ".") for each in lines)
    return {name: _packed(name, body) for name, body in found.items()}


_DOCX = (
    "<w:tr>{}</w:tr>|<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    "|<w:p><w:r><w:t>{}</w:t></w:r></w:p>|<w:tbl>{}</w:tbl>"
)
_ODT = (
    "<table:table-row>{}</table:table-row>|<table:table-cell><text:p>{}</text:p></table:table-cell>"
    "|<text:p>{}</text:p>|<table:table>{}</table:table>"
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/{}/2006/relationships"


def _packed(name: str, body: str) -> bytes:
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content xmlns:office="{_OPEN}office:1.0" xmlns:text="{_OPEN}text:1.0" '
        f'xmlns:table="{_OPEN}table:1.0"><office:body><office:text><text:h text:outline-level="1">Ships</text:h>'
        f"{body}</office:text></office:body></office:document-content>",
    }
    if name.endswith("docx"):
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_LINKS.format("package")}"><Relationship Id="r1" '
            f'Type="{_LINKS.format("officeDocument")}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>Ships</w:t></w:r></w:p>'
            f"{body}</w:body></w:document>",
        }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, words in parts.items():
            packed.writestr(part, words)
    return held.getvalue()


def all_of(count: int) -> dict[str, bytes]:
    rows = rows_of(count)
    texts = {name: text.encode() for name, text in texts_of(rows).items()}
    return texts | documents_of(rows)


def seconds_of(name: str, data: bytes) -> float:
    started = time.process_time()
    pipeline.brief(convert(data, name)[0])
    return time.process_time() - started


def main(count: int = 50_000) -> None:
    settle_garbage()
    for name, data in all_of(50).items():
        seconds_of(name, data)
    found = {name: seconds_of(name, data) for name, data in all_of(count).items()}
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
