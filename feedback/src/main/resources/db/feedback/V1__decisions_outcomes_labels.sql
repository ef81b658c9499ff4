-- Which feature stands where in decision.features, and with which version of its meaning.
create table feature_schema (
    id       integer generated always as identity primary key,
    digest   text      not null unique,
    names    text[]    not null,
    versions integer[] not null
);

-- One row a decision. Partitioned by month of event time; ensure_month makes the partitions.
-- Keys and lookups by id or account do not lead with the tenant, and statements that use them hide
-- the tenant from the planner (tenant || ''): a young partition has no statistics, and the planner
-- would as soon read all of a tenant.
create table decision (
    tenant          text             not null,
    decision_id     uuid             not null,
    account_id      text             not null,
    decided_at      timestamptz      not null,
    trigger_type    text             not null,
    model_name      text,
    model_version   integer,
    degraded        boolean          not null,
    probability     double precision,
    action          text             not null,
    propensity      double precision not null,
    explored        boolean          not null,
    balance_minor   bigint           not null,
    currency        text,
    blocked_rules   text[]           not null,
    feature_schema  integer          not null,
    features        real[]           not null,
    content_sha256  bytea            not null,
    label           smallint,
    label_state     text             not null default 'pending'
        check (label_state in ('pending', 'matured', 'censored')),
    label_revision  integer          not null default 0,
    matured_at      timestamptz,
    censored_by     text,
    reopened        boolean          not null default false,
    kafka_topic     text             not null,
    kafka_partition integer          not null,
    kafka_offset    bigint           not null,
    recorded_at     timestamptz      not null default now(),
    primary key (decision_id, tenant, decided_at),
    check (degraded = (probability is null)),
    check ((label_state = 'matured') = (label is not null))
) partition by range (decided_at);

create index decision_account on decision (account_id, decided_at);
create index decision_time on decision (tenant, decided_at);
create index decision_due on decision (tenant, decided_at) where label_state = 'pending' or reopened;
create index decision_reopened on decision (tenant) where reopened;

-- One row an outcome: the inbox by identity and the facts that labels are made of.
create table outcome (
    tenant          text        not null,
    source          text        not null,
    event_id        text        not null,
    ce_time         timestamptz not null,
    ce_type         text        not null,
    account_id      text        not null,
    decision_id     uuid,
    join_state      text        not null check (join_state in ('none', 'joined', 'parked')),
    amount_minor    bigint,
    currency        text,
    settled         boolean,
    channel         text,
    result          text,
    content_sha256  bytea       not null,
    kafka_topic     text        not null,
    kafka_partition integer     not null,
    kafka_offset    bigint      not null,
    recorded_at     timestamptz not null default now(),
    primary key (event_id, source, tenant, ce_time)
) partition by range (ce_time);

create index outcome_account on outcome (account_id, ce_time)
    where amount_minor is not null or settled is not null;
create index outcome_parked on outcome (decision_id) where join_state = 'parked';
create index outcome_time on outcome (tenant, ce_time);

-- What was read but not stored, by its place, so that every record has one recorded fate.
create table fate_log (
    topic           text        not null,
    kafka_partition integer     not null,
    kafka_offset    bigint      not null,
    fate            text        not null check (fate in ('DUPLICATE', 'DLQ')),
    reason          text        not null,
    ce_time         timestamptz,
    recorded_at     timestamptz not null default now(),
    primary key (topic, kafka_partition, kafka_offset)
);

-- The newest event time seen of a topic, and the wall clock then.
create table topic_progress (
    tenant  text        not null,
    topic   text        not null,
    newest  timestamptz not null,
    seen_at timestamptz not null,
    primary key (tenant, topic)
);

-- The watermark never goes back. labelled_to: the watermark of the last label pass.
create table label_progress (
    tenant        text primary key,
    watermark     timestamptz not null,
    labelled_to   timestamptz,
    evaluated_day date
);

-- Counts of a day's decisions of one model version in the bins of its reference.
create table daily_histogram (
    tenant        text     not null,
    model_version integer  not null,
    feature       text     not null,
    day           date     not null,
    decisions     bigint   not null,
    counts        bigint[] not null,
    primary key (tenant, model_version, day, feature)
);

-- explanation: sentences, one a line.
create table trigger_evaluation (
    id           uuid primary key,
    tenant       varchar(255)        not null,
    model        varchar(255)        not null,
    at           timestamptz not null,
    evaluated_at timestamptz not null,
    result       varchar(255)        not null check (result in ('fire', 'wait', 'nothing')),
    cause        varchar(255),
    data_from    timestamptz,
    data_to      timestamptz,
    labels       bigint,
    request_id   uuid,
    explanation  varchar(8000)      not null
);
create index trigger_evaluation_newest on trigger_evaluation (tenant, model, at desc);

create table dataset (
    id         uuid primary key,
    tenant     varchar(255)        not null,
    model      varchar(255)        not null,
    data_from  timestamptz not null,
    data_to    timestamptz not null,
    max_rows   integer     not null,
    state      varchar(255)        not null check (state in ('building', 'ready', 'failed')),
    row_count  bigint,
    positives  bigint,
    bytes      bigint,
    sha256     varchar(255),
    failure    varchar(255),
    created_at timestamptz not null,
    ready_at   timestamptz
);

create table outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    record_key text,
    headers    jsonb       not null,
    payload    bytea       not null,
    created_at timestamptz not null default now()
);

-- Makes the partitions of the month that holds an instant. Safe to call at any time from anywhere:
-- a table is made first and attached then, which waits for no reader or writer of the parent.
create function ensure_month(at timestamptz) returns void language plpgsql as $$
declare
    month  timestamptz := date_trunc('month', at, 'UTC');
    next   timestamptz := date_trunc('month', date_trunc('month', at, 'UTC') + interval '32 days', 'UTC');
    suffix text := to_char(at at time zone 'UTC', 'YYYY_MM');
    parent text;
    child  text;
begin
    perform pg_advisory_xact_lock(727001);
    foreach parent in array array['decision', 'outcome'] loop
        child := parent || '_' || suffix;
        if to_regclass('feedback.' || child) is null then
            execute format('create table feedback.%I (like feedback.%I including all)', child, parent);
            execute format('alter table feedback.%I attach partition feedback.%I for values from (%L) to (%L)',
                           parent, child, month, next);
        end if;
    end loop;
end
$$;
