"""The tables of version 3: what came last is told by numbers that only grow, not by the clock, which may be set back."""

STEP = """
-- Which text was read last: the one of an address with the largest number is the newest.
ALTER TABLE source ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
UPDATE source SET number = o.number FROM (
    SELECT address, sha256, row_number() OVER (ORDER BY read, address, sha256) AS number FROM source
) o WHERE o.address = source.address AND o.sha256 = source.sha256;
CREATE INDEX source_number ON source (number);
CREATE TRIGGER source_new AFTER INSERT ON source WHEN new.number = 0 BEGIN
    UPDATE source SET number = (SELECT max(number) + 1 FROM source)
    WHERE address = new.address AND sha256 = new.sha256;
END;
CREATE TRIGGER source_read AFTER UPDATE OF read ON source BEGIN
    UPDATE source SET number = (SELECT max(number) + 1 FROM source)
    WHERE address = new.address AND sha256 = new.sha256;
END;

-- Which text was opened last: the one with the largest turn. `doomed` is when a program that ended found
-- that a text had been removed for long; another that ends a day later or more forgets it.
ALTER TABLE document ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN doomed TEXT;
UPDATE document SET turn = o.turn FROM (
    SELECT id, row_number() OVER (ORDER BY opened, id) AS turn FROM document
) o WHERE o.id = document.id;
DROP INDEX document_opened;
CREATE INDEX document_opened ON document (turn DESC, id);
CREATE TRIGGER document_first AFTER INSERT ON document WHEN new.turn = 0 BEGIN
    UPDATE document SET turn = (SELECT max(turn) + 1 FROM document) WHERE id = new.id;
END;
CREATE TRIGGER document_turn AFTER UPDATE OF opened ON document BEGIN
    UPDATE document SET turn = (SELECT max(turn) + 1 FROM document) WHERE id = new.id;
END;
CREATE TRIGGER document_spared AFTER UPDATE OF removed ON document WHEN old.doomed IS NOT NULL BEGIN
    UPDATE document SET doomed = NULL WHERE id = new.id;
END;

-- In which order marks were made. A mark that was removed keeps its place, for its removal may be undone.
CREATE TABLE mark_order (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE
);
INSERT INTO mark_order (id) SELECT id FROM (
    SELECT id, min(created) AS created FROM (
        SELECT id, created FROM mark UNION ALL SELECT id, created FROM pending_mark
    ) GROUP BY id
) ORDER BY created, id;
CREATE TRIGGER mark_new AFTER INSERT ON mark BEGIN
    INSERT INTO mark_order (id)
    SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM mark_order WHERE id = new.id);
END;
CREATE TRIGGER pending_mark_new AFTER INSERT ON pending_mark BEGIN
    INSERT INTO mark_order (id)
    SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM mark_order WHERE id = new.id);
END;
"""
