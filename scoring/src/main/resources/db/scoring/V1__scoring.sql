-- Everything lives in the schema `scoring`, created by Flyway.
-- Locks are always taken in the order identity, account, debtor, each in key order: no deadlocks.

-- An event identity is claimed once, whatever its ce_time says: a partitioned table cannot
-- promise that, since its unique key must hold the partition key.
create table identity (
  decision_id uuid        not null primary key,
  ce_time     timestamptz not null
);

-- One row per distinct event that was accepted. topic, kafka_partition and kafka_offset are those
-- of its first delivery, null for a request by REST.
create table inbox (
  tenant          text        not null,
  source          text        not null,
  event_id        text        not null,
  ce_time         timestamptz not null,
  ce_type         text        not null,
  account_id      text        not null,
  content_sha256  bytea       not null,
  fate            text        not null,
  reason          text,
  topic           text,
  kafka_partition integer,
  kafka_offset    bigint,
  decision_id     uuid,
  recorded_at     timestamptz not null default now(),
  primary key (tenant, source, event_id, ce_time)
) partition by range (ce_time);

create table decision (
  decision_id   uuid        not null,
  tenant        text        not null,
  account_id    text        not null,
  ce_time       timestamptz not null,
  bytes         bytea       not null,
  model_version integer,
  recorded_at   timestamptz not null default now(),
  primary key (decision_id, ce_time)
) partition by range (ce_time);

-- Canonical JSON is stored as it is: compressing 3 kB costs more processor time than it saves.
alter table decision alter column bytes set storage external;

-- Rows older than any month that gets a partition of its own.
create table inbox_before_2015 partition of inbox
  for values from (minvalue) to ('2015-01-01 00:00:00+00');
create table decision_before_2015 partition of decision
  for values from (minvalue) to ('2015-01-01 00:00:00+00');

-- The fate of every consumed record that has no inbox row of its own.
create table fate_log (
  topic           text        not null,
  kafka_partition integer     not null,
  kafka_offset    bigint      not null,
  fate            text        not null,
  reason          text,
  ce_time         timestamptz,
  recorded_at     timestamptz not null default now(),
  primary key (topic, kafka_partition, kafka_offset)
);

create table account (
  tenant     text        not null,
  account_id text        not null,
  debtor_id  text,
  state      bytea       not null,
  newest     timestamptz,
  version    bigint      not null,
  primary key (tenant, account_id)
) with (fillfactor = 60, toast_tuple_target = 8160);
alter table account alter column state set storage external;
create index account_debtor on account (tenant, debtor_id);

-- The row that is locked while any account of the person is decided.
create table debtor (
  tenant    text not null,
  debtor_id text not null,
  primary key (tenant, debtor_id)
);

create table outbox (
  id         bigint generated always as identity primary key,
  topic      text        not null,
  record_key text,
  headers    jsonb       not null,
  payload    bytea       not null,
  created_at timestamptz not null default now()
);

-- Creates the partitions of the month that holds `at` unless they exist. Safe to call at once from
-- several processes. At most a few hundred months can exist: the service refuses future times.
create function ensure_month(at timestamptz) returns void language plpgsql as $$
declare
  first_day timestamp := date_trunc('month', at at time zone 'UTC');
  parent    text;
  child     text;
begin
  if first_day < timestamp '2015-01-01' then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('scoring.ensure_month'));
  foreach parent in array array['inbox', 'decision'] loop
    child := parent || '_' || to_char(first_day, 'YYYY_MM');
    if to_regclass('scoring.' || child) is null then
      execute format(
        'create table scoring.%I partition of scoring.%I for values from (%L) to (%L) with (toast_tuple_target = 8160)',
        child, parent,
        to_char(first_day, 'YYYY-MM-DD') || ' 00:00:00+00',
        to_char(first_day + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
    end if;
  end loop;
end
$$;

-- Retention: drops whole months that end at or before `at`, with the identities of their events
-- and the fates logged before it. An event of a dropped month that is delivered again counts as
-- new: keep more than the topics keep.
create function drop_months_before(at timestamptz) returns integer language plpgsql as $$
declare
  child   record;
  dropped integer := 0;
begin
  for child in
    select c.relname
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    join pg_class p on p.oid = i.inhparent
    join pg_namespace n on n.oid = p.relnamespace
    where n.nspname = 'scoring'
      and p.relname in ('inbox', 'decision')
      and c.relname ~ '_[0-9]{4}_[0-9]{2}$'
      and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= at at time zone 'UTC'
  loop
    execute format('drop table scoring.%I', child.relname);
    dropped := dropped + 1;
  end loop;
  delete from scoring.identity
    where ce_time < date_trunc('month', at at time zone 'UTC') at time zone 'UTC';
  delete from scoring.fate_log where recorded_at < at;
  return dropped;
end
$$;
