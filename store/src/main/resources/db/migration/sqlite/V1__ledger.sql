-- Ids are 26 characters of text; times are whole microseconds since 1970-01-01T00:00Z; durations
-- are nanoseconds; words of the domain stand by their names; maps and lists are JSON text.
-- One of more than two words is not asked for by IN: SQLite would make a table of the words for
-- each row that is written, which was a fifth of the time of writing an account.

CREATE TABLE service (
  id          TEXT    NOT NULL PRIMARY KEY,
  project     TEXT    NOT NULL DEFAULT 'default',
  name        TEXT    NOT NULL,
  url         TEXT    NOT NULL,
  environment TEXT    NOT NULL,
  recipe      TEXT    NOT NULL,
  -- What the recipe is told, as JSON text that only connectors read.
  settings    TEXT    NOT NULL,
  credentials TEXT    NOT NULL,
  concurrency INTEGER NOT NULL,
  timeout     INTEGER NOT NULL,
  -- As it is written, such as 50/s; null for any number of calls.
  rate        TEXT,
  depends_on  TEXT    NOT NULL,
  maintenance INTEGER NOT NULL CHECK (maintenance IN (0, 1)),
  version     INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  -- What was removed stays, because tombstones and the trail speak of it; its name is free again.
  removed_at  INTEGER
) STRICT;
CREATE UNIQUE INDEX service_name ON service (project, name) WHERE removed_at IS NULL;

CREATE TABLE pool (
  id         TEXT    NOT NULL PRIMARY KEY,
  project    TEXT    NOT NULL DEFAULT 'default',
  name       TEXT    NOT NULL,
  services   TEXT    NOT NULL,
  username   TEXT    NOT NULL,
  attributes TEXT    NOT NULL,
  min_free   INTEGER NOT NULL,
  most       INTEGER NOT NULL,
  ttl        INTEGER NOT NULL,
  max_ttl    INTEGER NOT NULL,
  on_release TEXT    NOT NULL CHECK (on_release IN ('RESET', 'DELETE')),
  -- Null for any age, any number of uses.
  retire_age INTEGER,
  retire_uses INTEGER,
  cool_down  INTEGER NOT NULL,
  draining   INTEGER NOT NULL CHECK (draining IN (0, 1)),
  password_length INTEGER NOT NULL,
  -- Empty for none.
  password_symbol TEXT NOT NULL,
  -- To be removed once it is empty.
  leaving    INTEGER NOT NULL DEFAULT 0 CHECK (leaving IN (0, 1)),
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER,
  -- How many accounts it has that are not deleted: kept in the commits that change it.
  existing   INTEGER NOT NULL DEFAULT 0 CHECK (existing >= 0),
  -- The last number that was given out for names of its accounts.
  numbered   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX pool_name ON pool (project, name) WHERE removed_at IS NULL;

CREATE TABLE pool_member (
  project    TEXT    NOT NULL DEFAULT 'default',
  pool_id    TEXT    NOT NULL REFERENCES pool (id),
  service_id TEXT    NOT NULL REFERENCES service (id),
  rank       INTEGER NOT NULL,
  -- The place in the list as it was given.
  idx        INTEGER NOT NULL,
  PRIMARY KEY (pool_id, service_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pool_member_service ON pool_member (service_id);

CREATE TABLE job (
  id          TEXT    NOT NULL PRIMARY KEY,
  project     TEXT    NOT NULL DEFAULT 'default',
  kind        TEXT    NOT NULL CHECK (kind = 'CREATE' OR kind = 'CLEANUP' OR kind = 'RESET'),
  pool_id     TEXT    REFERENCES pool (id),
  labels      TEXT    NOT NULL,
  total       INTEGER NOT NULL,
  planned     INTEGER NOT NULL,
  succeeded   INTEGER NOT NULL,
  failed      INTEGER NOT NULL,
  cancelled   INTEGER NOT NULL,
  actor       TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  cancelled_at INTEGER,
  finished_at INTEGER,
  CHECK (planned <= total AND succeeded + failed + cancelled <= planned)
) STRICT;
CREATE INDEX job_project ON job (project, id);
CREATE INDEX job_unplanned ON job (id) WHERE planned < total;

CREATE TABLE account (
  id         TEXT    NOT NULL PRIMARY KEY,
  project    TEXT    NOT NULL DEFAULT 'default',
  pool_id    TEXT    REFERENCES pool (id),
  username   TEXT    NOT NULL,
  email      TEXT,
  secret     BLOB    NOT NULL,
  attributes TEXT    NOT NULL,
  labels     TEXT    NOT NULL,
  state      TEXT    NOT NULL CHECK (
    state = 'PENDING' OR state = 'FREE' OR state = 'LEASED' OR state = 'CLEANING'
    OR state = 'DELETING' OR state = 'DELETED' OR state = 'QUARANTINED' OR state = 'HELD'),
  epoch      INTEGER NOT NULL,
  uses       INTEGER NOT NULL,
  on_failure TEXT    NOT NULL CHECK (on_failure IN ('RETRY', 'ABANDON')),
  -- The lease it was made for, which may never come to be: no foreign key.
  reservation TEXT,
  -- The job that waits for it; one that is forgotten waits for nobody: no foreign key.
  job_id     TEXT,
  reason     TEXT,
  held_until  INTEGER,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  UNIQUE (project, username)
) STRICT;
CREATE INDEX account_project ON account (project, id);
CREATE INDEX account_pool ON account (pool_id, id) WHERE pool_id IS NOT NULL;
CREATE INDEX account_quarantined ON account (project, id) WHERE state = 'QUARANTINED';
-- The free one that has been free the longest is the first entry of its pool.
CREATE INDEX account_free ON account (pool_id, changed_at, id)
  WHERE state = 'FREE' AND reservation IS NULL AND pool_id IS NOT NULL;
CREATE INDEX account_held ON account (held_until) WHERE held_until IS NOT NULL;
CREATE INDEX account_reserved ON account (changed_at)
  WHERE state = 'FREE' AND reservation IS NOT NULL;
CREATE INDEX account_tombstone ON account (changed_at) WHERE state = 'DELETED';
CREATE INDEX account_simple ON account (project, id) WHERE pool_id IS NULL AND state <> 'DELETED';

-- How many accounts of a pool are in each state, tombstones aside: kept in the commits that change
-- it.
CREATE TABLE pool_census (
  project  TEXT    NOT NULL DEFAULT 'default',
  pool_id  TEXT    NOT NULL REFERENCES pool (id),
  state    TEXT    NOT NULL,
  accounts INTEGER NOT NULL CHECK (accounts >= 0),
  PRIMARY KEY (pool_id, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrollment (
  project         TEXT    NOT NULL DEFAULT 'default',
  account_id      TEXT    NOT NULL REFERENCES account (id),
  service_id      TEXT    NOT NULL REFERENCES service (id),
  rank            INTEGER NOT NULL,
  desired         TEXT    NOT NULL CHECK (desired IN ('PRESENT', 'ABSENT')),
  observed        TEXT    NOT NULL CHECK (
    observed = 'ABSENT' OR observed = 'PRESENT' OR observed = 'UNKNOWN' OR observed = 'FOREIGN'
    OR observed = 'UNASKED'),
  stale           INTEGER NOT NULL CHECK (stale IN (0, 1)),
  remote_id       TEXT,
  attempts        INTEGER NOT NULL,
  claimed         INTEGER NOT NULL CHECK (claimed IN (0, 1)),
  failures        INTEGER NOT NULL,
  due_at          INTEGER,
  unsettled_until INTEGER,
  last_error      TEXT,
  PRIMARY KEY (account_id, service_id),
  CHECK (claimed = 0 OR due_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrollment_due ON enrollment (service_id, due_at) WHERE due_at IS NOT NULL;

CREATE TABLE lease (
  id          TEXT    NOT NULL PRIMARY KEY,
  project     TEXT    NOT NULL DEFAULT 'default',
  account_id  TEXT    NOT NULL REFERENCES account (id),
  pool_id     TEXT    NOT NULL REFERENCES pool (id),
  epoch       INTEGER NOT NULL,
  holder      TEXT    NOT NULL,
  labels      TEXT    NOT NULL,
  on_release  TEXT    NOT NULL CHECK (on_release IN ('RESET', 'DELETE')),
  state       TEXT    NOT NULL CHECK (
    state = 'ACTIVE' OR state = 'RELEASED' OR state = 'EXPIRED' OR state = 'REVOKED'),
  acquired_at INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  end_reason  TEXT,
  CHECK ((state = 'ACTIVE') = (ended_at IS NULL))
) STRICT;
-- The promise of exclusivity: no code can break it.
CREATE UNIQUE INDEX lease_exclusive ON lease (account_id) WHERE state = 'ACTIVE';
CREATE INDEX lease_expiry ON lease (expires_at) WHERE state = 'ACTIVE';
CREATE INDEX lease_live ON lease (project, id) WHERE state = 'ACTIVE';
CREATE INDEX lease_account ON lease (account_id, id);

CREATE TABLE job_item (
  project    TEXT    NOT NULL DEFAULT 'default',
  job_id     TEXT    NOT NULL REFERENCES job (id),
  idx        INTEGER NOT NULL,
  account_id TEXT    REFERENCES account (id),
  username   TEXT,
  result     TEXT    NOT NULL CHECK (
    result = 'PENDING' OR result = 'SUCCEEDED' OR result = 'FAILED' OR result = 'CANCELLED'),
  message    TEXT,
  PRIMARY KEY (job_id, idx)
) STRICT, WITHOUT ROWID;
-- What the items of a job are to be, until they are planned.
CREATE TABLE job_row (
  project    TEXT    NOT NULL DEFAULT 'default',
  job_id     TEXT    NOT NULL REFERENCES job (id),
  idx        INTEGER NOT NULL,
  username   TEXT,
  labels     TEXT    NOT NULL,
  attributes TEXT    NOT NULL,
  PRIMARY KEY (job_id, idx)
) STRICT, WITHOUT ROWID;
-- What a large clean-up is to remove, until all of it is planned.
CREATE TABLE job_selector (
  project        TEXT    NOT NULL DEFAULT 'default',
  job_id         TEXT    NOT NULL PRIMARY KEY REFERENCES job (id),
  pool_id        TEXT,
  labels         TEXT    NOT NULL,
  accounts       TEXT    NOT NULL,
  created_before INTEGER,
  state          TEXT,
  include_leased INTEGER NOT NULL CHECK (include_leased IN (0, 1)),
  -- The last account that was looked at; empty where none was.
  after_id       TEXT    NOT NULL
) STRICT;
CREATE INDEX job_item_account ON job_item (account_id, job_id) WHERE account_id IS NOT NULL;

-- Those who wait for an account of a pool: the order of the queue is that of arrival.
CREATE TABLE ticket (
  sequence   INTEGER NOT NULL PRIMARY KEY,
  lease_id   TEXT    NOT NULL UNIQUE,
  project    TEXT    NOT NULL DEFAULT 'default',
  pool_id    TEXT    NOT NULL REFERENCES pool (id),
  priority   INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 9),
  holder     TEXT    NOT NULL,
  labels     TEXT    NOT NULL,
  -- Which accounts; nothing for any one.
  wanted     TEXT    NOT NULL,
  -- How many that is.
  accounts   INTEGER NOT NULL CHECK (accounts > 0),
  on_release TEXT    NOT NULL CHECK (on_release IN ('RESET', 'DELETE')),
  ttl        INTEGER NOT NULL,
  asked_at   INTEGER NOT NULL,
  leaves_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_turn ON ticket (pool_id, priority DESC, sequence);

-- Something sealed with the key that all secrets here are sealed with.
CREATE TABLE key_sample (
  project     TEXT    NOT NULL DEFAULT 'default' PRIMARY KEY,
  sample      BLOB    NOT NULL
) STRICT;

-- Idempotency keys, and the sealed answers to their requests.
CREATE TABLE kept_answer (
  project     TEXT    NOT NULL DEFAULT 'default',
  request_key TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  -- The id of what the request makes.
  operation   TEXT    NOT NULL,
  -- Until when it cannot be taken over; null once it is answered.
  taken_until INTEGER,
  answer      BLOB,
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (project, request_key),
  CHECK ((answer IS NULL) = (taken_until IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_answer_created ON kept_answer (created_at);
-- Those under way: a start does not read a day of answers to find them.
CREATE INDEX kept_answer_taken ON kept_answer (taken_until) WHERE taken_until IS NOT NULL;

-- The trail outlives what it tells of: no foreign keys. The kinds are an open list: no check.
CREATE TABLE event (
  sequence   INTEGER NOT NULL PRIMARY KEY,
  project    TEXT    NOT NULL DEFAULT 'default',
  at         INTEGER NOT NULL,
  actor      TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  account_id TEXT,
  lease_id   TEXT,
  job_id     TEXT,
  detail     TEXT    NOT NULL
) STRICT;
CREATE INDEX event_account ON event (account_id) WHERE account_id IS NOT NULL;
-- What counts against the cap on deletions.
CREATE INDEX event_condemned ON event (project, at) WHERE kind = 'ACCOUNT_CONDEMNED';
CREATE INDEX event_lease ON event (lease_id) WHERE lease_id IS NOT NULL;
CREATE INDEX event_job ON event (job_id) WHERE job_id IS NOT NULL;
