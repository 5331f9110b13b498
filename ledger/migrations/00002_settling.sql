-- What is read and merged is made anew from the sources' records: it is a function of them, so a change of its form needs no
-- change of its content, row by row. The ledger does it when it is next opened; pending are the items that wait for it.

-- +goose Up
CREATE TABLE pending (item INTEGER PRIMARY KEY REFERENCES item(n));
INSERT INTO pending SELECT n FROM item;
DROP TABLE passage_text;
DROP TABLE statement_text;
DROP TABLE instrument;
DROP TABLE actor_name;
DROP TABLE party;
DROP TABLE person_is;
DROP TABLE person_name;
DROP TABLE person;
DROP TABLE position;
DROP TABLE statement;
DROP TABLE report_link;
DROP TABLE report;
DROP TABLE encounter_actor;
DROP TABLE encounter;
DROP TABLE shingle;
DROP TABLE story;

CREATE TABLE story (
  n         INTEGER PRIMARY KEY,
  key       TEXT NOT NULL UNIQUE,  -- item.key, and the part for a page of several stories
  item      INTEGER NOT NULL REFERENCES item(n),
  place     INTEGER NOT NULL,      -- which of the item's records it is, from 0
  id        TEXT NOT NULL,         -- the least id of its item, and the part
  part      TEXT NOT NULL,         -- what the record's source.id adds to the item's id
  headline  TEXT NOT NULL,
  publisher TEXT NOT NULL,
  agency    TEXT NOT NULL,
  told      INTEGER,               -- day of publication since 1970, null if unknown
  copies    INTEGER NOT NULL DEFAULT 0, -- stories of one number are copies of one text, and no independent reports
  words     INTEGER NOT NULL,
  runs      INTEGER NOT NULL DEFAULT 0, -- how many rows of shingle it has
  reader    TEXT NOT NULL          -- version of the reader and its models
);
CREATE INDEX story_id ON story(id, key);
CREATE INDEX story_told ON story(told);
CREATE INDEX story_item ON story(item);
CREATE INDEX story_copies ON story(copies);
CREATE TABLE shingle (         -- a sample of each story's runs of words, to find copies by
  hash  INTEGER NOT NULL,
  told  INTEGER NOT NULL,
  story INTEGER NOT NULL REFERENCES story(n),
  PRIMARY KEY (hash, told, story)
) WITHOUT ROWID;
CREATE TABLE encounter (       -- one real encounter; its account is put together from its reports
  n      INTEGER PRIMARY KEY,  -- row of the report that leads it
  id     TEXT NOT NULL UNIQUE,
  kind   TEXT NOT NULL,
  status TEXT NOT NULL,
  lo     INTEGER NOT NULL,     -- first and last day, for order and search
  hi     INTEGER NOT NULL,
  dated  INTEGER NOT NULL,
  place  TEXT NOT NULL,
  told   INTEGER NOT NULL      -- day of the latest report
);
CREATE INDEX encounter_day ON encounter(lo, id);
CREATE TABLE encounter_actor ( -- parties and people of an encounter, by key
  key       TEXT NOT NULL,
  encounter INTEGER NOT NULL REFERENCES encounter(n),
  PRIMARY KEY (key, encounter)
) WITHOUT ROWID;
CREATE INDEX encounter_actor_back ON encounter_actor(encounter);
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
CREATE TABLE report_link (     -- where to look for reports that may fit: hashes of merge.Report.Links
  link   INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES report(n),
  PRIMARY KEY (link, report)
) WITHOUT ROWID;
CREATE TABLE statement (       -- where to find what was said; the words stand in the record
  n      INTEGER PRIMARY KEY,
  story  INTEGER NOT NULL REFERENCES story(n),
  at     INTEGER NOT NULL,     -- which of the record's statements it is, from 0
  day    INTEGER,
  person TEXT NOT NULL,        -- key of the speaker
  party  TEXT NOT NULL         -- key of the party spoken for
);
CREATE INDEX statement_story ON statement(story);
CREATE INDEX statement_person ON statement(person, day);
CREATE INDEX statement_party ON statement(party, day);
CREATE INDEX statement_day ON statement(day);
CREATE TABLE position (        -- where to find what a party holds; the words stand in the record
  n      INTEGER PRIMARY KEY,
  story  INTEGER NOT NULL REFERENCES story(n),
  at     INTEGER NOT NULL,     -- which of the record's positions it is, from 0
  day    INTEGER,
  key    TEXT NOT NULL,        -- key of the party
  stance TEXT NOT NULL,
  issue  TEXT NOT NULL,
  core   BLOB NOT NULL         -- hashes of the words that carry the content, two bytes each, sorted
);
CREATE INDEX position_story ON position(story);
CREATE INDEX position_key ON position(key, issue, day);
CREATE INDEX position_day ON position(day);
CREATE TABLE person (          -- a person as one story names them
  n        INTEGER PRIMARY KEY,
  story    INTEGER NOT NULL REFERENCES story(n),
  pid      TEXT NOT NULL,
  key      TEXT NOT NULL,
  name     TEXT NOT NULL,
  day      INTEGER,
  mentions INTEGER NOT NULL,
  roles    TEXT NOT NULL       -- JSON of the record's roles
);
CREATE INDEX person_story ON person(story);
CREATE INDEX person_key ON person(key, day);
CREATE TABLE person_name (     -- each folded name with whom it is said to stand for, and in how many stories
  tail    TEXT NOT NULL,       -- sound of the last word
  key     TEXT NOT NULL,
  of      TEXT NOT NULL,       -- folded; empty where the story gives no office
  stories INTEGER NOT NULL,
  PRIMARY KEY (tail, key, of)
) WITHOUT ROWID;
CREATE TABLE person_is (       -- which names are one person: id is the key of the name that most stories give in full
  key TEXT PRIMARY KEY,
  id  TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX person_is_id ON person_is(id);
CREATE TABLE party (
  n        INTEGER PRIMARY KEY,
  story    INTEGER NOT NULL REFERENCES story(n),
  key      TEXT NOT NULL,
  name     TEXT NOT NULL,
  kind     TEXT NOT NULL,
  day      INTEGER,
  mentions INTEGER NOT NULL
);
CREATE INDEX party_story ON party(story);
CREATE INDEX party_key ON party(key, day);
CREATE TABLE actor_name (      -- the names that go by a key; kind is person or party, tail the key's last word
  kind TEXT NOT NULL,
  key  TEXT NOT NULL,
  name TEXT NOT NULL,
  tail TEXT NOT NULL,
  PRIMARY KEY (kind, key, name)
) WITHOUT ROWID;
CREATE INDEX actor_tail ON actor_name(tail);
CREATE TABLE instrument (
  n      INTEGER PRIMARY KEY,
  story  INTEGER NOT NULL REFERENCES story(n),
  iid    TEXT NOT NULL,
  day    INTEGER,
  name   TEXT NOT NULL,
  kind   TEXT NOT NULL,
  status TEXT NOT NULL,
  by     TEXT NOT NULL         -- JSON list of names
);
CREATE INDEX instrument_story ON instrument(story);
-- Full text without the text, which stands in the records, and without the places of words in it: phrases are looked for in the
-- text itself. Rows of passage are story.n * 4096 + the block's number.
CREATE VIRTUAL TABLE statement_text USING fts5(content, content='', contentless_delete=1, detail=none, tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE passage_text USING fts5(content, content='', contentless_delete=1, detail=none, tokenize='porter unicode61 remove_diacritics 2');
