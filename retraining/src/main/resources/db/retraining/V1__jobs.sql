create table job (
    id               uuid primary key,
    tenant           varchar        not null,
    model            varchar        not null,
    cause            varchar        not null,
    explanation      varchar     not null,
    from_at          timestamptz not null,
    to_at            timestamptz not null,
    requested_by     varchar        not null,
    requested_at     timestamptz not null,
    created_at       timestamptz not null,
    state            varchar        not null,
    state_since      timestamptz not null,
    percent          integer     not null,
    message          varchar        not null,
    attempts         integer     not null,
    next_attempt_at  timestamptz,
    failure_category varchar,
    dataset_sha256   varchar,
    dataset_rows     integer,
    dataset_positives integer,
    bundle_sha256    varchar,
    evidence_sha256  varchar,
    compared_with    integer,
    metrics          jsonb,
    version          integer,
    verdict          varchar,
    check (from_at < to_at)
);

create index job_by_tenant on job (tenant, created_at desc);

-- What the worker looks for: few rows, whatever the history.
create index job_unfinished on job (created_at) where state not in ('DONE', 'REJECTED', 'FAILED');

create table job_transition (
    id      bigint generated always as identity primary key,
    job_id  uuid        not null references job (id),
    state   varchar        not null,
    at_time timestamptz not null,
    detail  varchar        not null
);

create index job_transition_by_job on job_transition (job_id, id);
