-- Every alert as it is now.
CREATE TABLE alerts (
  alert_id        TEXT       NOT NULL,
  sequence        INTEGER    NOT NULL,
  rule            TEXT       NOT NULL,
  rule_version    TEXT       NOT NULL,
  scope           TEXT       NOT NULL,
  subject         TEXT       NOT NULL,
  brand           TEXT,
  model           TEXT,
  technology      TEXT,
  severity        TEXT       NOT NULL,
  status          TEXT       NOT NULL,
  opened_at       ${instant} NOT NULL,
  updated_at      ${instant} NOT NULL,
  message         TEXT       NOT NULL,
  cause           TEXT       NOT NULL,
  metric_values   ${json}    NOT NULL,
  labels          ${json}    NOT NULL,
  topic_partition INTEGER    NOT NULL,
  topic_offset    BIGINT     NOT NULL,
  PRIMARY KEY (alert_id)
);

-- How it came to be: a row a transition, never changed.
CREATE TABLE transitions (
  alert_id        TEXT       NOT NULL,
  sequence        INTEGER    NOT NULL,
  rule            TEXT       NOT NULL,
  rule_version    TEXT       NOT NULL,
  scope           TEXT       NOT NULL,
  subject         TEXT       NOT NULL,
  brand           TEXT,
  model           TEXT,
  technology      TEXT,
  severity        TEXT       NOT NULL,
  status          TEXT       NOT NULL,
  opened_at       ${instant} NOT NULL,
  updated_at      ${instant} NOT NULL,
  message         TEXT       NOT NULL,
  cause           TEXT       NOT NULL,
  metric_values   ${json}    NOT NULL,
  labels          ${json}    NOT NULL,
  topic_partition INTEGER    NOT NULL,
  topic_offset    BIGINT     NOT NULL,
  PRIMARY KEY (alert_id, sequence)
);

-- The statements behind a transition: a row a source; without a source where a value has none.
CREATE TABLE evidence (
  alert_id         TEXT    NOT NULL,
  sequence         INTEGER NOT NULL,
  value_number     INTEGER NOT NULL,
  source_number    INTEGER NOT NULL,
  name             TEXT    NOT NULL,
  period           TEXT    NOT NULL,
  value            DOUBLE PRECISION,
  qualifier        TEXT    NOT NULL,
  source           TEXT,
  source_tier      TEXT,
  source_qualifier TEXT,
  published_at     ${instant},
  url              TEXT,
  event_ids        ${json},
  statement_count  INTEGER,
  metrics          ${json} NOT NULL,
  PRIMARY KEY (alert_id, sequence, value_number, source_number)
);

-- Where in the topic to go on.
CREATE TABLE consumer_offsets (
  topic_partition INTEGER NOT NULL PRIMARY KEY,
  next_offset     BIGINT  NOT NULL
);

-- Which topic of which cluster that is.
CREATE TABLE consumer_origin (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
