-- What is read and merged is made anew from the sources' records: it is a function of them, so a change of its form needs no
-- change of its content, row by row. The ledger does it when it is next opened; pending are the items that wait for it.
-- Encounters go by the row of the report that leads theirs.

-- +goose Up
CREATE TABLE pending (item INTEGER PRIMARY KEY REFERENCES item(n));
INSERT INTO pending SELECT n FROM item;
INSERT INTO passage_text(passage_text) VALUES('delete-all');
INSERT INTO statement_text(statement_text) VALUES('delete-all');
DELETE FROM report_link;
DROP TABLE report;
DELETE FROM encounter_actor;
DELETE FROM encounter;
DELETE FROM shingle;
DELETE FROM statement;
DELETE FROM position;
DELETE FROM person;
DELETE FROM person_name;
DELETE FROM person_is;
DELETE FROM party;
DELETE FROM actor_name;
DELETE FROM instrument;
DELETE FROM story;

CREATE TABLE report (          -- what one story says of an encounter
  n         INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: reports go by the row of the one that leads them
  story     INTEGER NOT NULL REFERENCES story(n),
  eid       TEXT NOT NULL,     -- its id in the record
  told      INTEGER NOT NULL,
  features  TEXT NOT NULL,     -- JSON of merge.Report
  account   TEXT NOT NULL,     -- JSON of the record's encounter without its evidence
  pinned    INTEGER NOT NULL DEFAULT 0, -- people have put it together with others
  encounter INTEGER            -- row of the report that leads the ones of its encounter
);
CREATE INDEX report_story ON report(story);
CREATE INDEX report_pinned ON report(pinned) WHERE pinned;
CREATE INDEX report_encounter ON report(encounter);
