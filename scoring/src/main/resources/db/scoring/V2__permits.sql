-- Contact permits: one row for each attempt that was allowed. A reserved permit counts as an
-- attempt of its account until it is committed (then the account's state holds the attempt),
-- released, revoked or expired. Locks: account, debtor, permit, in this order.

create table permit (
  permit_id      uuid        not null primary key,
  tenant         text        not null,
  request_id     text        not null,
  request_sha256 text        not null,
  account_id     text        not null,
  debtor_id      text,
  channel        text        not null,
  place          text,
  decision_id    uuid,
  -- The request named the instant: its window is not of the database's clock.
  simulated      boolean     not null,
  valid_from     timestamptz not null,
  valid_until    timestamptz not null,
  status         text        not null
    check (status in ('reserved', 'committed', 'released', 'expired', 'revoked')),
  revoked_by     text,
  committed_at   timestamptz,
  ended_at       timestamptz,
  recorded_at    timestamptz not null default clock_timestamp(),
  unique (tenant, request_id),
  check (valid_from < valid_until),
  check ((status = 'committed') = (committed_at is not null)),
  check ((status = 'revoked') = (revoked_by is not null))
);

-- The outstanding ones of a debtor are those of the debtor's accounts, whichever person an account
-- belonged to when they were reserved. Small: a permit leaves it when it is settled.
create index permit_outstanding on permit (tenant, account_id) where status = 'reserved';

-- For those who look into what was done to a person.
create index permit_debtor on permit (tenant, debtor_id, valid_from);

-- Retention: permits are evidence of attempts; keep them for 3 years after the last collection
-- activity. Removes what was recorded before `at` and can no longer be used. A request that is
-- repeated after its row is gone counts as new.
create function drop_permits_before(at timestamptz) returns bigint language sql as $$
  with gone as (
    delete from scoring.permit
    where recorded_at < at and (status <> 'reserved' or valid_until < clock_timestamp())
    returning 1)
  select count(*) from gone
$$;
