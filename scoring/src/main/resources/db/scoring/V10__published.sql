-- Up to which record of each partition everything that follows from the records has been published.
-- It may lie behind, never ahead. If the topic has dropped records behind it, they can no longer be
-- read again: their decisions are published from the tables.
create table published (
  topic           text        not null,
  kafka_partition integer     not null,
  published_to    bigint      not null,
  published_at    timestamptz not null,
  primary key (topic, kafka_partition)
);
