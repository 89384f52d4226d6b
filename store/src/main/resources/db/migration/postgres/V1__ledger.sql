-- Ids are 26 characters of text; times are whole microseconds since 1970-01-01T00:00Z; durations
-- are nanoseconds; words of the domain stand by their names; maps and lists are JSON text; flags
-- are 0 and 1. A test compares all of it with the embedded store's.
-- Ids and names are compared byte by byte, as Java and the embedded store do.

CREATE TABLE service (
  id              text COLLATE "C" NOT NULL PRIMARY KEY,
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  name            text COLLATE "C" NOT NULL,
  url             text NOT NULL,
  environment     text NOT NULL,
  recipe          text NOT NULL,
  settings        text NOT NULL,
  credentials     text NOT NULL,
  concurrency     integer NOT NULL,
  timeout         bigint NOT NULL,
  -- As it is written, such as 50/s; null for any number of calls.
  rate            text,
  depends_on      text NOT NULL,
  maintenance     smallint NOT NULL CHECK (maintenance IN (0, 1)),
  version         bigint NOT NULL,
  created_at      bigint NOT NULL,
  -- What was removed stays, because tombstones and the trail speak of it; its name is free again.
  removed_at      bigint
);
CREATE UNIQUE INDEX service_name ON service (project, name) WHERE removed_at IS NULL;

CREATE TABLE pool (
  id              text COLLATE "C" NOT NULL PRIMARY KEY,
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  name            text COLLATE "C" NOT NULL,
  services        text NOT NULL,
  username        text COLLATE "C" NOT NULL,
  attributes      text NOT NULL,
  min_free        integer NOT NULL,
  most            integer NOT NULL,
  ttl             bigint NOT NULL,
  max_ttl         bigint NOT NULL,
  on_release      text NOT NULL CHECK (on_release IN ('RESET', 'DELETE')),
  -- Null for any age, any number of uses.
  retire_age      bigint,
  retire_uses     integer,
  cool_down       bigint NOT NULL,
  draining        smallint NOT NULL CHECK (draining IN (0, 1)),
  password_length integer NOT NULL,
  -- Empty for none.
  password_symbol text NOT NULL,
  -- To be removed once it is empty.
  leaving         smallint NOT NULL DEFAULT 0 CHECK (leaving IN (0, 1)),
  version         bigint NOT NULL,
  created_at      bigint NOT NULL,
  removed_at      bigint,
  -- How many accounts it has that are not deleted: kept in the commits that change it.
  existing        integer NOT NULL DEFAULT 0 CHECK (existing >= 0),
  -- The last number that was given out for names of its accounts.
  numbered        bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX pool_name ON pool (project, name) WHERE removed_at IS NULL;

CREATE TABLE pool_member (
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  pool_id         text COLLATE "C" NOT NULL REFERENCES pool (id),
  service_id      text COLLATE "C" NOT NULL REFERENCES service (id),
  rank            integer NOT NULL,
  -- The place in the list as it was given.
  idx             integer NOT NULL,
  PRIMARY KEY (pool_id, service_id)
);
CREATE INDEX pool_member_service ON pool_member (service_id);

CREATE TABLE job (
  id              text COLLATE "C" NOT NULL PRIMARY KEY,
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  kind            text NOT NULL CHECK (kind IN ('CREATE', 'CLEANUP', 'RESET')),
  pool_id         text COLLATE "C" REFERENCES pool (id),
  labels          text NOT NULL,
  total           integer NOT NULL,
  planned         integer NOT NULL,
  succeeded       integer NOT NULL,
  failed          integer NOT NULL,
  cancelled       integer NOT NULL,
  actor           text NOT NULL,
  created_at      bigint NOT NULL,
  cancelled_at    bigint,
  finished_at     bigint,
  CHECK (planned <= total AND succeeded + failed + cancelled <= planned)
);
CREATE INDEX job_project ON job (project, id);
CREATE INDEX job_unplanned ON job (id) WHERE planned < total;

CREATE TABLE account (
  id              text COLLATE "C" NOT NULL PRIMARY KEY,
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  pool_id         text COLLATE "C" REFERENCES pool (id),
  username        text COLLATE "C" NOT NULL,
  email           text,
  secret          bytea NOT NULL,
  attributes      text NOT NULL,
  labels          text NOT NULL,
  state           text COLLATE "C" NOT NULL CHECK (state IN
    ('PENDING', 'FREE', 'LEASED', 'CLEANING', 'DELETING', 'DELETED', 'QUARANTINED', 'HELD')),
  epoch           bigint NOT NULL,
  uses            integer NOT NULL,
  on_failure      text NOT NULL CHECK (on_failure IN ('RETRY', 'ABANDON')),
  -- The lease it was made for, which may never come to be: no foreign key.
  reservation     text COLLATE "C",
  -- The job that waits for it; one that is forgotten waits for nobody: no foreign key.
  job_id          text COLLATE "C",
  reason          text,
  held_until      bigint,
  created_at      bigint NOT NULL,
  changed_at      bigint NOT NULL,
  UNIQUE (project, username)
);
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
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  pool_id         text COLLATE "C" NOT NULL REFERENCES pool (id),
  state           text COLLATE "C" NOT NULL,
  accounts        integer NOT NULL CHECK (accounts >= 0),
  PRIMARY KEY (pool_id, state)
);

CREATE TABLE enrollment (
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  account_id      text COLLATE "C" NOT NULL REFERENCES account (id),
  service_id      text COLLATE "C" NOT NULL REFERENCES service (id),
  rank            integer NOT NULL,
  desired         text NOT NULL CHECK (desired IN ('PRESENT', 'ABSENT')),
  observed        text NOT NULL CHECK (observed IN ('UNASKED', 'ABSENT', 'PRESENT', 'UNKNOWN', 'FOREIGN')),
  stale           smallint NOT NULL CHECK (stale IN (0, 1)),
  remote_id       text COLLATE "C",
  attempts        integer NOT NULL,
  claimed         smallint NOT NULL CHECK (claimed IN (0, 1)),
  failures        integer NOT NULL,
  due_at          bigint,
  unsettled_until bigint,
  last_error      text,
  PRIMARY KEY (account_id, service_id),
  CHECK (claimed = 0 OR due_at IS NOT NULL)
);
CREATE INDEX enrollment_due ON enrollment (service_id, due_at) WHERE due_at IS NOT NULL;

CREATE TABLE lease (
  id              text COLLATE "C" NOT NULL PRIMARY KEY,
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  account_id      text COLLATE "C" NOT NULL REFERENCES account (id),
  pool_id         text COLLATE "C" NOT NULL REFERENCES pool (id),
  epoch           bigint NOT NULL,
  holder          text NOT NULL,
  labels          text NOT NULL,
  on_release      text NOT NULL CHECK (on_release IN ('RESET', 'DELETE')),
  state           text COLLATE "C" NOT NULL CHECK (state IN ('ACTIVE', 'RELEASED', 'EXPIRED', 'REVOKED')),
  acquired_at     bigint NOT NULL,
  expires_at      bigint NOT NULL,
  ended_at        bigint,
  end_reason      text,
  CHECK ((state = 'ACTIVE') = (ended_at IS NULL))
);
-- The promise of exclusivity: no code can break it.
CREATE UNIQUE INDEX lease_exclusive ON lease (account_id) WHERE state = 'ACTIVE';
CREATE INDEX lease_expiry ON lease (expires_at) WHERE state = 'ACTIVE';
CREATE INDEX lease_live ON lease (project, id) WHERE state = 'ACTIVE';
CREATE INDEX lease_account ON lease (account_id, id);

CREATE TABLE job_item (
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  job_id          text COLLATE "C" NOT NULL REFERENCES job (id),
  idx             integer NOT NULL,
  account_id      text COLLATE "C" REFERENCES account (id),
  username        text COLLATE "C",
  result          text NOT NULL CHECK (result IN ('PENDING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  message         text,
  PRIMARY KEY (job_id, idx)
);
CREATE INDEX job_item_account ON job_item (account_id, job_id) WHERE account_id IS NOT NULL;

-- What the items of a job are to be, until they are planned.
CREATE TABLE job_row (
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  job_id          text COLLATE "C" NOT NULL REFERENCES job (id),
  idx             integer NOT NULL,
  username        text COLLATE "C",
  labels          text NOT NULL,
  attributes      text NOT NULL,
  PRIMARY KEY (job_id, idx)
);
-- What a large clean-up is to remove, until all of it is planned.
CREATE TABLE job_selector (
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  job_id          text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES job (id),
  pool_id         text COLLATE "C",
  labels          text NOT NULL,
  accounts        text NOT NULL,
  created_before  bigint,
  state           text COLLATE "C",
  include_leased  smallint NOT NULL CHECK (include_leased IN (0, 1)),
  -- The last account that was looked at; empty where none was.
  after_id        text COLLATE "C" NOT NULL
);

-- Those who wait for an account of a pool: the order of the queue is that of arrival.
CREATE TABLE ticket (
  sequence        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lease_id        text COLLATE "C" NOT NULL UNIQUE,
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  pool_id         text COLLATE "C" NOT NULL REFERENCES pool (id),
  priority        integer NOT NULL CHECK (priority BETWEEN 0 AND 9),
  holder          text NOT NULL,
  labels          text NOT NULL,
  -- Which accounts; nothing for any one.
  wanted          text NOT NULL,
  -- How many that is.
  accounts        integer NOT NULL CHECK (accounts > 0),
  on_release      text NOT NULL CHECK (on_release IN ('RESET', 'DELETE')),
  ttl             bigint NOT NULL,
  asked_at        bigint NOT NULL,
  leaves_at       bigint NOT NULL
);
CREATE INDEX ticket_turn ON ticket (pool_id, priority DESC, sequence);

-- Something sealed with the key that all secrets here are sealed with.
CREATE TABLE key_sample (
  project         text COLLATE "C" NOT NULL DEFAULT 'default' PRIMARY KEY,
  sample          bytea NOT NULL
);

-- Idempotency keys, and the sealed answers to their requests.
CREATE TABLE kept_answer (
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  request_key     text COLLATE "C" NOT NULL,
  fingerprint     text NOT NULL,
  -- The id of what the request makes.
  operation       text COLLATE "C" NOT NULL,
  -- Until when it cannot be taken over; null once it is answered.
  taken_until     bigint,
  answer          bytea,
  created_at      bigint NOT NULL,
  PRIMARY KEY (project, request_key),
  CHECK ((answer IS NULL) = (taken_until IS NOT NULL))
);
CREATE INDEX kept_answer_created ON kept_answer (created_at);
-- Those under way: a start does not read a day of answers to find them.
CREATE INDEX kept_answer_taken ON kept_answer (taken_until) WHERE taken_until IS NOT NULL;

-- The trail outlives what it tells of: no foreign keys. The kinds are an open list: no check.
CREATE TABLE event (
  sequence        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project         text COLLATE "C" NOT NULL DEFAULT 'default',
  at              bigint NOT NULL,
  actor           text NOT NULL,
  kind            text NOT NULL,
  account_id      text COLLATE "C",
  lease_id        text COLLATE "C",
  job_id          text COLLATE "C",
  detail          text NOT NULL
);
CREATE INDEX event_account ON event (account_id) WHERE account_id IS NOT NULL;
-- What counts against the cap on deletions.
CREATE INDEX event_condemned ON event (project, at) WHERE kind = 'ACCOUNT_CONDEMNED';
CREATE INDEX event_lease ON event (lease_id) WHERE lease_id IS NOT NULL;
CREATE INDEX event_job ON event (job_id) WHERE job_id IS NOT NULL;

-- Rows that change with every lease. A page keeps room for a row's next version beside it, and what
-- is dead is taken away long before the share of a table that is usual: otherwise dead entries pile
-- up at the head of account_free, and every claim walks over them.
ALTER TABLE account SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01,
  autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE enrollment SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01,
  autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE lease SET (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.01,
  autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE pool SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 200);
ALTER TABLE pool_census SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 200);
