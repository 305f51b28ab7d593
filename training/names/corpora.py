"""Reads the training corpora into documents of sentences of (word, label)."""

from collections.abc import Iterator
from pathlib import Path

PERSON = {"per", "person", "politician", "writer", "musicalartist", "scientist", "researcher"}
ORGANIZATION = {"org", "organisation", "organization", "politicalparty", "university", "band"}
PLACE = {"loc", "location", "country"}
UNSURE = {"magazine", "academicjournal"}
"""Publications, which some corpora count as organizations and some do not: no loss is taken there."""

Word = tuple[str, str]
Sentence = list[Word]
Document = list[Sentence]


def label(tag: str) -> str:
    """PER, ORG, LOC, "?" where sources disagree, or O."""
    if tag[:2] not in ("B-", "I-"):
        return "O"
    name = tag[2:].lower()
    groups = ((PERSON, "PER"), (ORGANIZATION, "ORG"), (PLACE, "LOC"), (UNSURE, "?"))
    return next((ours for theirs, ours in groups if name in theirs), "O")


def bio(words: Sentence) -> Sentence:
    """Words with BIO labels for tags that are IO or BIO."""
    made, last = [], ""
    for word, tag in words:
        kind = label(tag)
        starts = tag.startswith("B-") or last != tag[2:]
        made.append((word, kind if kind in "O?" else ("B-" if starts else "I-") + kind))
        last = tag[2:] if kind != "O" else ""
    return made


def read(path: Path) -> list[Document]:
    """The documents of a file; where it does not part them, each sentence is one."""
    documents: list[Document] = [[]]
    words: Sentence = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        parts = line.rstrip("\r").split("\t" if "\t" in line else " ")
        if parts[0] == "-DOCSTART-" or line.startswith("# newdoc"):
            documents.append([])
        elif path.suffix == ".iob2" and line.startswith("# "):
            continue
        elif not line.strip():
            if words:
                documents[-1].append(bio(words))
            words = []
        elif len(parts) > 1:
            words.append((parts[1], parts[2]) if path.suffix == ".iob2" else (parts[0], parts[-1]))
    documents = [document for document in documents if document]
    if len(documents) == 1 and len(documents[0]) > 50:
        documents = [[sentence] for sentence in documents[0]]
    return documents


def read_all(folder: Path) -> dict[str, list[Document]]:
    """Every corpus in `folder`, by the name of its file."""
    paths = sorted([*folder.glob("*.txt"), *folder.glob("*.iob2")])
    return {path.stem: read(path) for path in paths}


def names(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """The names in a sentence: first word, word after the last, kind."""
    start = 0
    for index in range(1, len(sentence) + 1):
        if index < len(sentence) and sentence[index][1].startswith("I-"):
            continue
        if sentence[start][1].startswith("B-"):
            yield start, index, sentence[start][1][2:]
        start = index
