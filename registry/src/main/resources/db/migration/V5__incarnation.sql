-- The incarnations of this registry; the greatest one is the present one. A registry begins another
-- when it finds that its database went back to an earlier state, since the revisions of its lifecycle
-- snapshots go back with it. The number is a time, in milliseconds since 1970, so that it exceeds every
-- number that a lost state of the database may have held.
create table incarnation (
  number   bigint        primary key,
  begun_at timestamptz   not null,
  cause    varchar(1000) not null
);
insert into incarnation
values ((extract(epoch from clock_timestamp()) * 1000)::bigint, clock_timestamp(), 'the database was created');
