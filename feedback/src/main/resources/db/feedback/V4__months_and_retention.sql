-- From which month on rows are kept; no row: nothing was dropped yet. It never goes back. swept_to:
-- up to where rows outside the months were deleted.
create table retention (
    one       boolean     not null primary key default true check (one),
    kept_from timestamptz not null,
    swept_to  timestamptz
);

-- Makes the partitions of the month that holds an instant, and says whether the month is kept: a
-- month that retention dropped is not made again. Safe to call at any time from anywhere: a table is
-- made first and attached then, which waits for no reader or writer of the parent; what it does wait
-- for, it gives up after half a second.
drop function ensure_month(timestamptz);
create function ensure_month(at timestamptz) returns boolean
language plpgsql set lock_timeout = '500ms' as $$
declare
    month  timestamptz := date_trunc('month', at, 'UTC');
    next   timestamptz := date_trunc('month', date_trunc('month', at, 'UTC') + interval '32 days', 'UTC');
    suffix text := to_char(at at time zone 'UTC', 'YYYY_MM');
    parent text;
    child  text;
begin
    perform pg_advisory_xact_lock(727001);
    if exists (select from feedback.retention where kept_from > month) then
        return false;
    end if;
    foreach parent in array array['decision', 'outcome'] loop
        child := parent || '_' || suffix;
        if to_regclass('feedback.' || child) is null then
            execute format('create table feedback.%I (like feedback.%I including all)', child, parent);
            execute format('alter table feedback.%I attach partition feedback.%I for values from (%L) to (%L)',
                           parent, child, month, next);
        end if;
    end loop;
    return true;
end
$$;

-- Drops the oldest partition that ends at or before kept_from and returns its name; null when there
-- is none, or when a decision in it still waits for its label. Decisions of a month go before its
-- outcomes, and months in their order: the outcomes of a month label decisions of that month and of
-- earlier ones. The drop locks the parent: it gives up when it would wait for a reader, so that
-- nobody waits behind it for more than a tenth of a second.
create function drop_old_month() returns text
language plpgsql set lock_timeout = '100ms' as $$
declare
    child  text;
    needed boolean := false;
begin
    perform pg_advisory_xact_lock(727001);
    select c.relname into child
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    where i.inhparent in ('feedback.decision'::regclass, 'feedback.outcome'::regclass)
      and c.relname ~ '_[0-9]{4}_[0-9]{2}$'
      and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month'
        <= (select kept_from at time zone 'UTC' from feedback.retention)
    order by right(c.relname, 7), c.relname
    limit 1;
    if child like 'decision%' then
        execute format(
            'select exists (select from feedback.%I where label_state = ''pending'' or reopened)', child)
            into needed;
    end if;
    if child is null or needed then
        return null;
    end if;
    execute format('drop table feedback.%I', child);
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
        'delete from feedback.%I where ctid >= %L::tid and ctid < %L::tid and %I < %L',
        relation, format('(%s,0)', first_block), format('(%s,0)', first_block + blocks),
        time_column, before);
    get diagnostics deleted = row_count;
    return deleted;
end
$$;
