"""Reads the training corpora into documents of sentences of (word, label)."""

from pathlib import Path

PERSON = {"per", "person", "politician", "writer", "musicalartist", "scientist", "researcher"}
ORGANIZATION = {"org", "organisation", "organization", "politicalparty", "university", "band"}
PLACE = {"loc", "location", "country"}


def kind(tag):
    name = tag.split("-", 1)[-1].lower()
    return (
        "PER"
        if name in PERSON
        else "ORG"
        if name in ORGANIZATION
        else "LOC"
        if name in PLACE
        else None
    )


def bio(words):
    out, last = [], None
    for word, tag in words:
        k = kind(tag) if tag[:2] in ("B-", "I-") else None
        if k is None:
            out.append((word, "O"))
        else:
            start = tag.startswith("B-") or last != tag[2:]
            out.append((word, ("B-" if start else "I-") + k))
        last = tag[2:] if k else None
    return out


def read(path, columns="last"):
    documents, sentences, words = [], [], []

    def end_sentence():
        nonlocal words
        if words:
            sentences.append(bio(words))
        words = []

    def end_document():
        nonlocal sentences
        end_sentence()
        if sentences:
            documents.append(sentences)
        sentences = []

    for line in Path(path).read_text(encoding="utf-8").split("\n"):
        line = line.rstrip("\r\n")
        if line.startswith(("-DOCSTART-", "# newdoc")):
            end_document()
        elif columns == "iob2" and line.startswith("# "):
            continue
        elif not line.strip():
            end_sentence()
        else:
            parts = line.split("\t") if "\t" in line else line.split(" ")
            if columns == "iob2":
                words.append((parts[1], parts[2]))
            elif len(parts) >= 2:
                words.append((parts[0], parts[-1]))
    end_document()
    if (
        len(documents) == 1 and len(documents[0]) > 50
    ):  # no documents known: pseudo-documents of one sentence
        documents = [[s] for s in documents[0]]
    return documents


def all_sources(folder):
    folder = Path(folder)
    sources = {}
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.iob2")]):
        sources[path.stem] = read(path, "iob2" if path.suffix == ".iob2" else "last")
    return sources
