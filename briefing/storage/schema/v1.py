"""The tables of version 1."""

STEP = """
-- A text that was read, known by its content. `body` is the Document, `analysis` the Analysis,
-- both as zlib-compressed codec JSON; `people` tells whether names were looked for.
CREATE TABLE document (
    sha256    TEXT PRIMARY KEY,
    title     TEXT NOT NULL,
    agency    TEXT,
    published TEXT,
    words     INTEGER NOT NULL,
    sections  INTEGER NOT NULL,
    added     TEXT NOT NULL,
    opened    TEXT NOT NULL,
    body      BLOB NOT NULL,
    analysis  BLOB NOT NULL,
    people    INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX document_opened ON document (opened DESC);

-- Where texts came from: the newest text of an address is the one with the latest `read`.
CREATE TABLE source (
    address TEXT NOT NULL,
    sha256  TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    read    TEXT NOT NULL,
    PRIMARY KEY (address, sha256)
) WITHOUT ROWID;
CREATE INDEX source_document ON source (sha256);

-- Where the reader was: the first character of the line at `row` of the screen.
CREATE TABLE position (
    sha256 TEXT PRIMARY KEY REFERENCES document ON DELETE CASCADE,
    offset INTEGER NOT NULL,
    row    INTEGER NOT NULL
) WITHOUT ROWID;

-- Issues whose end was on screen, by the offset at which they start.
CREATE TABLE read_mark (
    sha256 TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    start  INTEGER NOT NULL,
    PRIMARY KEY (sha256, start)
) WITHOUT ROWID;

-- The reader's marks; `body` is the Bookmark, Highlight or Note as codec JSON.
CREATE TABLE mark (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('bookmark', 'highlight', 'note')),
    sha256  TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    created TEXT NOT NULL,
    body    TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX mark_document ON mark (sha256, kind);
CREATE INDEX mark_kind ON mark (kind, created);

-- The reader's corrections in the order in which they were made; a null document means all.
CREATE TABLE correction (
    number INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL CHECK (kind IN ('section', 'entity')),
    sha256 TEXT REFERENCES document ON DELETE CASCADE,
    body   TEXT NOT NULL
);
CREATE INDEX correction_document ON correction (sha256, kind);

-- What the program keeps of itself: theme, width, panels.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
"""
