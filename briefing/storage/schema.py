TABLES = """
-- A text that was read, as lists show it. `indexed` tells whether its sections and names are in the tables
-- below as its analysis has them, `joined` whether its issues are in stories, `seen` whether the reader saw it in a list of
-- stories, `reported` whether a digest has had it, or the first one left it out as old, `watched` whether its sections were
-- compared with the watches; `removed` is when the reader removed it, until it is purged; `doomed` is when a
-- program that ended found that it had been removed for long: another that ends a day later or more forgets it.
-- `issues` counts them without overview and clutter. The text that was opened last has the largest `turn`, for the clock may be set back.
CREATE TABLE document (
    id        INTEGER PRIMARY KEY,
    sha256    TEXT NOT NULL UNIQUE,
    title     TEXT NOT NULL,
    agency    TEXT,
    published TEXT,
    words     INTEGER NOT NULL,
    issues    INTEGER NOT NULL,
    added     TEXT NOT NULL,
    opened    TEXT NOT NULL,
    has_entities INTEGER NOT NULL DEFAULT 0,
    indexed   INTEGER NOT NULL DEFAULT 0,
    joined    INTEGER NOT NULL DEFAULT 0,
    seen      INTEGER NOT NULL DEFAULT 0,
    reported  INTEGER NOT NULL DEFAULT 0,
    watched   INTEGER NOT NULL DEFAULT 0,
    removed   TEXT,
    turn      INTEGER NOT NULL DEFAULT 0,
    doomed    TEXT
);
CREATE INDEX document_opened ON document (turn DESC, id);
CREATE INDEX document_published ON document (published);
CREATE INDEX document_agency ON document (agency) WHERE agency IS NOT NULL;
CREATE INDEX document_unindexed ON document (id) WHERE NOT indexed;
CREATE INDEX document_unjoined ON document (id) WHERE NOT joined;
CREATE INDEX document_unreported ON document (id) WHERE NOT reported;
CREATE INDEX document_unwatched ON document (id) WHERE NOT watched;
CREATE INDEX document_removed ON document (removed) WHERE removed IS NOT NULL;
CREATE TRIGGER document_first AFTER INSERT ON document WHEN new.turn = 0 BEGIN
    UPDATE document SET turn = (SELECT max(turn) + 1 FROM document) WHERE id = new.id;
END;
CREATE TRIGGER document_turn AFTER UPDATE OF opened ON document BEGIN
    UPDATE document SET turn = (SELECT max(turn) + 1 FROM document) WHERE id = new.id;
END;
CREATE TRIGGER document_spared AFTER UPDATE OF removed ON document WHEN old.doomed IS NOT NULL BEGIN
    UPDATE document SET doomed = NULL WHERE id = new.id;
END;

-- Its text in UTF-8, the rest of the Document and the Analysis, as `model.serialization` packs them.
CREATE TABLE content (
    document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
    text     BLOB NOT NULL,
    body     BLOB NOT NULL,
    analysis BLOB NOT NULL
);

-- Where texts came from: the text of an address with the largest `number` is the newest.
CREATE TABLE source (
    address TEXT NOT NULL,
    sha256  TEXT NOT NULL REFERENCES document (sha256) ON DELETE CASCADE,
    read    TEXT NOT NULL,
    number  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (address, sha256)
) WITHOUT ROWID;
CREATE INDEX source_document ON source (sha256);
CREATE INDEX source_number ON source (number);
CREATE TRIGGER source_new AFTER INSERT ON source WHEN new.number = 0 BEGIN
    UPDATE source SET number = (SELECT max(number) + 1 FROM source)
    WHERE address = new.address AND sha256 = new.sha256;
END;
CREATE TRIGGER source_read AFTER UPDATE OF read ON source BEGIN
    UPDATE source SET number = (SELECT max(number) + 1 FROM source)
    WHERE address = new.address AND sha256 = new.sha256;
END;

-- Where the reader was: the first character of the line at `row` of the screen.
CREATE TABLE position (
    sha256 TEXT PRIMARY KEY REFERENCES document (sha256) ON DELETE CASCADE,
    offset INTEGER NOT NULL,
    row    INTEGER NOT NULL
) WITHOUT ROWID;

-- Issues whose end was on screen, by the offset at which they start.
CREATE TABLE read_mark (
    sha256 TEXT NOT NULL REFERENCES document (sha256) ON DELETE CASCADE,
    start  INTEGER NOT NULL,
    PRIMARY KEY (sha256, start)
) WITHOUT ROWID;

-- The reader's marks; `body` is the Bookmark, Highlight or Note as JSON. `orphan` is the hash of the newer text of
-- the same source in which the mark could not be placed.
CREATE TABLE mark (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('bookmark', 'highlight', 'note')),
    sha256  TEXT NOT NULL REFERENCES document (sha256) ON DELETE CASCADE,
    created TEXT NOT NULL,
    body    TEXT NOT NULL,
    orphan  TEXT
) WITHOUT ROWID;
CREATE INDEX mark_document ON mark (sha256, kind);
CREATE INDEX mark_kind ON mark (kind, created);

-- Marks that were imported before their text was read, with what is known of it: its hash, its
-- address, its title. `about` is that and more as JSON, `body` the mark.
CREATE TABLE pending_mark (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('bookmark', 'highlight', 'note')),
    created TEXT NOT NULL,
    sha256  TEXT,
    address TEXT,
    title   TEXT COLLATE NOCASE,
    about   TEXT NOT NULL,
    body    TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX pending_mark_document ON pending_mark (sha256);
CREATE INDEX pending_mark_address ON pending_mark (address);
CREATE INDEX pending_mark_title ON pending_mark (title);

-- In which order marks were made. A mark that was removed keeps its place, for its removal may be undone.
CREATE TABLE mark_order (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TRIGGER mark_new AFTER INSERT ON mark BEGIN
    INSERT INTO mark_order (id)
    SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM mark_order WHERE id = new.id);
END;
CREATE TRIGGER pending_mark_new AFTER INSERT ON pending_mark BEGIN
    INSERT INTO mark_order (id)
    SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM mark_order WHERE id = new.id);
END;

-- The reader's corrections in the order in which they were made; a null document means all.
CREATE TABLE correction (
    number INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL CHECK (kind IN ('section', 'entity')),
    sha256 TEXT REFERENCES document (sha256) ON DELETE CASCADE,
    body   TEXT NOT NULL
);
CREATE INDEX correction_document ON correction (sha256, kind);

-- What the program keeps of itself: theme, width, panels.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The issues of a text; `start` and `end` are offsets in it.
CREATE TABLE section (
    id       INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    title    TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL
);
CREATE UNIQUE INDEX section_document ON section (document, number);

-- The words of each section, for search; rowid is the section's id. No copy of the text. Those of
-- boilerplate are in `aside`, where they count for less.
CREATE VIRTUAL TABLE passage USING fts5 (
    title, body, aside, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER section_gone AFTER DELETE ON section BEGIN
    DELETE FROM passage WHERE rowid = old.id;
END;

-- Names in all texts: `key` is the name folded for comparison. `name_part` finds a name by parts of
-- it. `named` says which section of which text names it how often, and under which id in the text's
-- analysis; its document is the section's.
CREATE TABLE name (
    id   INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key  TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (kind, key)
);
CREATE TABLE name_part (
    part TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    PRIMARY KEY (part, name)
) WITHOUT ROWID;
CREATE TABLE named (
    name     INTEGER NOT NULL REFERENCES name,
    section  INTEGER NOT NULL REFERENCES section ON DELETE CASCADE,
    entity   TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (name, section, entity)
) WITHOUT ROWID;
CREATE INDEX named_section ON named (section);

-- What a text says a name is.
CREATE TABLE described (
    name        INTEGER NOT NULL REFERENCES name,
    document    INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    description TEXT NOT NULL,
    PRIMARY KEY (name, document)
) WITHOUT ROWID;
CREATE INDEX described_document ON described (document);

-- Acronyms, their letters folded, that a text uses for a name.
CREATE TABLE acronym (
    letters  TEXT NOT NULL,
    name     INTEGER NOT NULL REFERENCES name,
    document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    PRIMARY KEY (letters, name, document)
) WITHOUT ROWID;
CREATE INDEX acronym_name ON acronym (name);
CREATE INDEX acronym_document ON acronym (document);

-- What the reader decided of names: in one text, or, where the text is null, in all others, `key` is
-- `person`, which is the key of another name, or a new mark for somebody of his own.
CREATE TABLE identity (
    number INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    key    TEXT NOT NULL,
    sha256 TEXT REFERENCES document (sha256) ON DELETE CASCADE,
    person TEXT NOT NULL
);
CREATE UNIQUE INDEX identity_name ON identity (kind, key, sha256);
CREATE INDEX identity_document ON identity (sha256);

-- What lists are filtered by while a reader types; rowid is the document's id.
CREATE VIRTUAL TABLE heading USING fts5 (
    title, agency, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER document_new AFTER INSERT ON document BEGIN
    INSERT INTO heading (rowid, title, agency) VALUES (new.id, new.title, new.agency);
END;
CREATE TRIGGER document_renamed AFTER UPDATE OF title, agency ON document BEGIN
    UPDATE heading SET title = new.title, agency = new.agency WHERE rowid = new.id;
END;
CREATE TRIGGER document_gone AFTER DELETE ON document BEGIN
    DELETE FROM heading WHERE rowid = old.id;
END;

-- Named lists of briefings.
CREATE TABLE collection (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE COLLATE NOCASE,
    created TEXT NOT NULL
);
CREATE TABLE collected (
    collection INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
    document   INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    added      TEXT NOT NULL,
    PRIMARY KEY (collection, document)
) WITHOUT ROWID;
CREATE INDEX collected_document ON collected (document);

-- Stories: issues of several texts about one event. `profile` is the issue's StoryProfile, `confidence` and
-- `reason` say why the issue is in the story. An issue alone is a story of its own.
CREATE TABLE story (id INTEGER PRIMARY KEY);
CREATE TABLE story_issue (
    section    INTEGER PRIMARY KEY REFERENCES section ON DELETE CASCADE,
    story      INTEGER NOT NULL REFERENCES story,
    confidence REAL NOT NULL,
    reason     TEXT NOT NULL,
    profile    BLOB NOT NULL
);
CREATE INDEX story_issue_story ON story_issue (story);

-- The rarest words and names of an issue, by which others of its story are looked for.
CREATE TABLE story_sign (
    sign INTEGER NOT NULL, section INTEGER NOT NULL REFERENCES section ON DELETE CASCADE, PRIMARY KEY (sign, section)
) WITHOUT ROWID;
CREATE INDEX story_sign_section ON story_sign (section);

-- In how many issues a word or a name stands, by its key.
CREATE TABLE story_term (key INTEGER PRIMARY KEY, issues INTEGER NOT NULL);

-- Feeds that the reader follows. `folder` has its names, the outermost first, each on a line. `private` is the
-- "host:port" on their own network that they named. `pages` tells whether the pages of excerpts are fetched too.
-- `removed` is when it was unfollowed, until it is purged.
CREATE TABLE feed (
    id        INTEGER PRIMARY KEY,
    address   TEXT NOT NULL UNIQUE,
    title     TEXT NOT NULL,
    folder    TEXT NOT NULL,
    etag      TEXT NOT NULL,
    modified  TEXT NOT NULL,
    refreshed TEXT,
    failure   TEXT NOT NULL,
    private   TEXT NOT NULL,
    pages     INTEGER NOT NULL DEFAULT 0,
    removed   TEXT
);

-- Every entry that a feed ever listed. `name` is what the feed calls it, `key` its title folded for comparison, `source`
-- the address of its text, `sha256` that text once it is in the library, `tries` how often it could not be read,
-- `body` the Entry as `model.serialization` packs it.
CREATE TABLE entry (
    id        INTEGER PRIMARY KEY,
    feed      INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
    name      TEXT NOT NULL,
    title     TEXT NOT NULL,
    key       TEXT NOT NULL,
    source    TEXT NOT NULL,
    published TEXT,
    seen      TEXT NOT NULL,
    whole     INTEGER NOT NULL,
    read      INTEGER NOT NULL DEFAULT 0,
    sha256    TEXT,
    tries     INTEGER NOT NULL DEFAULT 0,
    body      BLOB NOT NULL,
    UNIQUE (feed, name)
);
CREATE INDEX entry_source ON entry (source);
CREATE INDEX entry_unread ON entry (feed) WHERE NOT read;
CREATE INDEX entry_waiting ON entry (id) WHERE sha256 IS NULL;
CREATE TRIGGER entry_opened AFTER UPDATE OF opened ON document BEGIN
    UPDATE entry SET read = 1 WHERE NOT read AND source IN (
        SELECT address FROM source WHERE sha256 = new.sha256
    );
END;

-- What was fetched from a folder, a Maildir or a mailbox, `place`: a file whose size and time are these is not read again, and
-- bytes with this SHA-256 are not taken twice. `name` is the file's, or a message's "UIDVALIDITY/UID".
CREATE TABLE fetched (
    place    TEXT NOT NULL,
    name     TEXT NOT NULL,
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    hash     BLOB NOT NULL,
    failure  TEXT NOT NULL,
    PRIMARY KEY (place, name)
) WITHOUT ROWID;
CREATE INDEX fetched_hash ON fetched (place, hash);

-- Searches that the reader keeps. Only texts with a larger id than `since`, the last when it was kept, can be hits.
CREATE TABLE watch (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE COLLATE NOCASE,
    query   TEXT NOT NULL,
    created TEXT NOT NULL,
    since   INTEGER NOT NULL
);
CREATE TRIGGER document_last AFTER DELETE ON document BEGIN
    UPDATE watch SET since = coalesce((SELECT max(id) FROM document), 0)
    WHERE since > coalesce((SELECT max(id) FROM document), 0);
    UPDATE followed SET seen = coalesce((SELECT max(id) FROM document), 0)
    WHERE seen > coalesce((SELECT max(id) FROM document), 0);
END;

-- Issues that a watch finds, by offsets in the text; an issue that overlaps one is the same hit. `reported` tells whether
-- the shell has printed it, `seen` whether the screen has shown it.
CREATE TABLE watch_hit (
    watch    INTEGER NOT NULL REFERENCES watch ON DELETE CASCADE,
    document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    found    TEXT NOT NULL,
    reported INTEGER NOT NULL DEFAULT 0,
    seen     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (watch, document, start)
) WITHOUT ROWID;
CREATE INDEX watch_hit_document ON watch_hit (document);
CREATE INDEX watch_hit_new ON watch_hit (watch) WHERE NOT seen;

-- Stories that the reader follows. `read` is when they last read one's page; texts with a larger id than `seen` are newer.
CREATE TABLE followed (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, created TEXT NOT NULL, read TEXT NOT NULL,
    seen INTEGER NOT NULL
) WITHOUT ROWID;

-- What the reader decided of issues, kept also without their text. The issue is the one that has most of `start` to `end`;
-- `anchor` has its first words, by which it is found in the next version of the text.
CREATE TABLE followed_issue (
    id TEXT PRIMARY KEY, followed TEXT NOT NULL REFERENCES followed ON DELETE CASCADE,
    sha256 TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, anchor TEXT NOT NULL, title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('confirmed', 'rejected')), decided TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX followed_issue_followed ON followed_issue (followed, sha256);
CREATE INDEX followed_issue_text ON followed_issue (sha256);

-- What a bulk import tried: a file whose size and time are these is not read again.
CREATE TABLE imported (
    path     TEXT PRIMARY KEY,
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    has_entities INTEGER NOT NULL,
    sha256   TEXT,
    failure  TEXT,
    tried    TEXT NOT NULL
) WITHOUT ROWID;
"""

MIGRATIONS: tuple[str, ...] = (TABLES,)
"""Step n migrates version n to n + 1; a released step never changes."""

VERSION = len(MIGRATIONS)
"""`PRAGMA user_version` of current libraries."""

DIGEST = "c1cfefde0b70998adad397a33f079549a06114c58324cfee80c733be33172657"
"""Of `storage.table_checks.digest`; if outdated, opening takes 10 ms longer."""
