-- Who does which job, until when. A term is given once: what holds an older one has lost the job.
create sequence lease_term;
create table lease (
    name       text primary key,
    owner      text        not null,
    term       bigint      not null default nextval('feedback.lease_term'),
    taken_at   timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null
);

-- How often a data set was begun, and when it may be begun again.
alter table dataset add column attempts integer not null default 0;
alter table dataset add column next_attempt_at timestamptz;
-- Which attempt's pieces are the file: one that was frozen may have written some of its own.
alter table dataset add column file_term bigint;
create index dataset_building on dataset (created_at) where state = 'building';

-- The file of a data set, in pieces. Parquet is compressed already.
create table dataset_chunk (
    dataset_id uuid    not null references dataset (id) on delete cascade,
    term       bigint  not null,
    seq        integer not null,
    bytes      bytea   not null,
    primary key (dataset_id, term, seq)
);
alter table dataset_chunk alter column bytes set storage external;
