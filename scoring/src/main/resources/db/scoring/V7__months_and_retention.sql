-- From which month on rows are kept; no row: nothing was dropped yet. It never goes back. swept_to:
-- up to where rows outside the months were deleted.
create table retention (
  one       boolean     not null primary key default true check (one),
  kept_from timestamptz not null,
  swept_to  timestamptz
);

-- Makes the partitions of the month that holds `at` unless they exist, and says whether the month is
-- kept: a month that retention dropped is not made again. Safe to call at once from several
-- processes. A table is made first and attached then, which waits for no reader or writer of the
-- parent, and lets none wait; what it does wait for, it gives up after half a second.
drop function ensure_month(timestamptz);
create function ensure_month(at timestamptz) returns boolean
language plpgsql set lock_timeout = '500ms' as $$
declare
  first_day timestamp := date_trunc('month', at at time zone 'UTC');
  suffix    text := to_char(first_day, 'YYYY_MM');
  parent    text;
  child     text;
begin
  perform pg_advisory_xact_lock(hashtext('scoring.ensure_month'));
  if exists (select from scoring.retention where kept_from > first_day at time zone 'UTC') then
    return false;
  end if;
  if first_day < timestamp '2015-01-01' then
    return true;
  end if;
  foreach parent in array array['inbox', 'decision'] loop
    child := parent || '_' || suffix;
    if to_regclass('scoring.' || child) is null then
      execute format(
        'create table scoring.%I (like scoring.%I including all) with (toast_tuple_target = 8160)',
        child, parent);
      execute format(
        'alter table scoring.%I attach partition scoring.%I for values from (%L) to (%L)',
        parent, child,
        to_char(first_day, 'YYYY-MM-DD') || ' 00:00:00+00',
        to_char(first_day + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
    end if;
  end loop;
  return true;
end
$$;

-- Retention runs in the service (quittance.retention.keep), in many short transactions: one function
-- for all of it held its locks for seconds.
drop function drop_months_before(timestamptz);

-- Drops the oldest partition that ends at or before kept_from and returns its name; null when there
-- is none. The drop locks the parent: it gives up when it would wait for a reader, so that nobody
-- waits behind it for more than a tenth of a second.
create function drop_old_month() returns text
language plpgsql set lock_timeout = '100ms' as $$
declare
  child text;
begin
  perform pg_advisory_xact_lock(hashtext('scoring.ensure_month'));
  select c.relname into child
  from pg_inherits i
  join pg_class c on c.oid = i.inhrelid
  where i.inhparent in ('scoring.inbox'::regclass, 'scoring.decision'::regclass)
    and c.relname ~ '_[0-9]{4}_[0-9]{2}$'
    and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month'
      <= (select kept_from at time zone 'UTC' from scoring.retention)
  order by right(c.relname, 7), c.relname
  limit 1;
  if child is not null then
    execute format('drop table scoring.%I', child);
  end if;
  return child;
end
$$;

-- Deletes the rows of some blocks of a table whose time lies before `before`, and returns how many:
-- a bounded piece of work that needs no index.
create function delete_old(
  relation text, time_column text, before timestamptz, first_block bigint, blocks bigint)
returns bigint language plpgsql set lock_timeout = '100ms' as $$
declare
  deleted bigint;
begin
  execute format(
    'delete from scoring.%I where ctid >= %L::tid and ctid < %L::tid and %I < %L',
    relation, format('(%s,0)', first_block), format('(%s,0)', first_block + blocks),
    time_column, before);
  get diagnostics deleted = row_count;
  return deleted;
end
$$;
