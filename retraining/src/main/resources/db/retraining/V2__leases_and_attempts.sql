-- Who does which job, until when. A term is given once: what holds an older one has lost the job.
create sequence lease_term;
create table lease (
    name       text primary key,
    owner      text        not null,
    term       bigint      not null default nextval('retraining.lease_term'),
    taken_at   timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null
);

-- When the running attempt began. It is set before the attempt does anything and removed when its end
-- is recorded: an attempt that finds it set follows one whose process ended in the middle, a crash.
alter table job add column begun_at timestamptz;
alter table job add column crashes integer not null default 0;
