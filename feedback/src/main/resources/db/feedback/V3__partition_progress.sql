-- The newest event time read of a tenant in a partition, and the wall clock then. Takes the place of
-- topic_progress, which does not tell partitions apart.
create table partition_progress (
    tenant          text        not null,
    topic           text        not null,
    kafka_partition integer     not null,
    newest          timestamptz not null,
    seen_at         timestamptz not null,
    primary key (tenant, topic, kafka_partition)
);
