-- The one consumer that may write: each one that starts takes the next generation.
CREATE TABLE consumer_owner (
  id         INTEGER    NOT NULL PRIMARY KEY CHECK (id = 1),
  generation BIGINT     NOT NULL,
  holder     TEXT       NOT NULL,
  since      ${instant},
  written_at ${instant}
);
INSERT INTO consumer_owner (id, generation, holder) VALUES (1, 0, 'nobody');

-- A record of the topic stands here once.
CREATE UNIQUE INDEX transitions_by_record ON transitions (topic_partition, topic_offset);
CREATE INDEX transitions_by_time ON transitions (updated_at);
CREATE INDEX alerts_open ON alerts (brand, rule) WHERE status <> 'RESOLVED';

-- What version the tables have is in consumer_schema_history from here on.
DELETE FROM consumer_origin WHERE name = 'schema_version';
