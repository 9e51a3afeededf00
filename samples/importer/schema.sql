-- What an importer keeps of a work.  Everything hangs on the issue: delete it, and all of it is gone.

CREATE TABLE IF NOT EXISTS state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),  -- there is one row
  package text NOT NULL,      -- id of the package that was imported last; a delta must follow it
  title text NOT NULL
);

CREATE TABLE IF NOT EXISTS issue (
  id text PRIMARY KEY,
  iri text NOT NULL UNIQUE,
  label text NOT NULL,        -- 1987年第3期（总第28期）
  date date NOT NULL,
  status text NOT NULL,       -- accepted, proofread, partly, unproofread: show it to the reader
  errors real NOT NULL        -- wrong characters to be expected in 10,000
);

CREATE TABLE IF NOT EXISTS page (
  issue text REFERENCES issue ON DELETE CASCADE,
  id text,
  position int NOT NULL,
  folio text NOT NULL,        -- the printed number
  master text NOT NULL,       -- file in ISSUE/0-master
  width int NOT NULL,         -- pixels of the master: boxes are in them
  height int NOT NULL,
  PRIMARY KEY (issue, id)
);

CREATE TABLE IF NOT EXISTS part (
  issue text REFERENCES issue ON DELETE CASCADE,
  id text,                    -- d_… a document, c_… a table of contents, i_… what stands between, cover
  position int NOT NULL,
  kind text NOT NULL,         -- doc, toc, interstitial, cover
  type text NOT NULL,         -- of a document: tongzhi, jueding …
  title text NOT NULL,
  number text NOT NULL,       -- 发文字号
  date date,                  -- 成文日期; where it is not printed whole, filled with 01
  precision text NOT NULL,    -- year, month, day; empty without a date
  PRIMARY KEY (issue, id)
);

CREATE TABLE IF NOT EXISTS paragraph (
  issue text,
  part text,
  position int,
  page text NOT NULL,
  box int[],                  -- left, top, right, bottom on the master of that page
  lines text[] NOT NULL,      -- ids of its printed lines: ALTO has their characters
  text text NOT NULL,
  search tsvector NOT NULL,   -- a word for each Chinese character, so that a phrase of any length is found
  PRIMARY KEY (issue, part, position),
  FOREIGN KEY (issue, part) REFERENCES part ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS paragraph_search ON paragraph USING gin (search);

-- What a document has to do with others.  The other end may be missing: it was not delivered, or was taken back.
CREATE TABLE IF NOT EXISTS relation (
  issue text REFERENCES issue ON DELETE CASCADE,  -- of the document that says so, or that was printed later
  position int,
  kind text NOT NULL,         -- cites; repealed, amended, expires, in-force: what is claimed; twins: printed twice
  source text NOT NULL,       -- the document that says so: 1987-03/d_p0003_r02_l01
  target text NOT NULL,       -- the document that it says so of
  place text NOT NULL,        -- of a citation, the eId of its ref; of a claim, that of its modification
  sentence text NOT NULL,     -- of a claim; of a citation, what is printed
  date text NOT NULL,         -- ISO, as much as the sentence gives; may be empty
  detail jsonb,               -- of twins: how much they have in common, and where they differ
  PRIMARY KEY (issue, position)
);

CREATE INDEX IF NOT EXISTS relation_target ON relation (target);
