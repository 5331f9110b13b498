-- Sums over what stories say of people, so that no question counts all stories; and indexes that answer alone.

-- +goose Up
CREATE TABLE person_sum (      -- in how many stories a name stands at all, in one form, or with one office
  kind    TEXT NOT NULL,       -- all, form or role
  key     TEXT NOT NULL,
  what    TEXT NOT NULL,       -- the form of the name, or the office's title
  of      TEXT NOT NULL,       -- whose office it is, as the stories write it; empty where they don't
  stories INTEGER NOT NULL,
  first   INTEGER,             -- days
  last    INTEGER,
  PRIMARY KEY (kind, key, what, of)
) WITHOUT ROWID;
INSERT INTO person_sum
  SELECT 'all', key, '', '', count(DISTINCT story), min(day), max(day) FROM person GROUP BY key
  UNION ALL SELECT 'form', key, name, '', count(DISTINCT story), min(day), max(day) FROM person GROUP BY key, name
  UNION ALL SELECT 'role', p.key, r.value ->> 'title', coalesce(r.value ->> 'of', ''), count(DISTINCT p.story), min(p.day), max(p.day) FROM person p, json_each(p.roles) r GROUP BY 2, 3, 4;
DROP INDEX person_key;
DROP INDEX party_key;
CREATE INDEX person_key ON person(key, story, day);
CREATE INDEX party_key ON party(key, story);
