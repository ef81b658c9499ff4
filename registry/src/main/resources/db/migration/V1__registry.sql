-- Models, versions, lineage, evaluations, approvals, the history of states and aliases, the outbox.

create table model (
  id           bigint generated always as identity primary key,
  tenant       varchar(64) not null,
  name         varchar(63) not null,
  revision     bigint      not null,
  last_version integer     not null,
  created_at   timestamptz not null,
  changed_at   timestamptz not null,
  unique (tenant, name)
);

create table model_version (
  id              bigint generated always as identity primary key,
  model_id        bigint       not null references model,
  version         integer      not null check (version > 0),
  state           varchar(16)  not null,
  artifact_sha256 varchar(64)  not null,
  evaluation_id   bigint,
  registered_by   varchar(255) not null,
  registered_at   timestamptz  not null,
  run_id          varchar(64)  not null,
  request_id      varchar(128),
  data_sha256     varchar(64)  not null,
  data_from       timestamptz  not null,
  data_to         timestamptz  not null,
  data_rows       bigint       not null,
  metrics         varchar      not null,
  unique (model_id, version),
  -- registering the same bundle twice is one registration
  unique (model_id, artifact_sha256)
);
create index model_version_state on model_version (state);

create table evaluation (
  id              bigint generated always as identity primary key,
  version_id      bigint       not null references model_version,
  compared_with   integer,
  evidence_sha256 varchar(64)  not null,
  verdict         varchar(16)  not null,
  passed          boolean      not null,
  evidence_rows   bigint       not null,
  positives       bigint       not null,
  candidate_auc   double precision,
  champion_auc    double precision,
  delta_auc       double precision,
  delta_low       double precision,
  delta_high      double precision,
  log_loss_delta  double precision,
  explanation     varchar      not null,
  evaluated_by    varchar(255) not null,
  evaluated_at    timestamptz  not null
);
create index evaluation_version on evaluation (version_id);
alter table model_version add foreign key (evaluation_id) references evaluation;

create table approval (
  id            bigint generated always as identity primary key,
  version_id    bigint       not null references model_version,
  evaluation_id bigint       not null references evaluation,
  approved_by   varchar(255) not null,
  approved_at   timestamptz  not null,
  remark        varchar(1000),
  -- one voice each
  unique (evaluation_id, approved_by)
);

create table transition (
  id          bigint generated always as identity primary key,
  version_id  bigint        not null references model_version,
  from_state  varchar(16),
  to_state    varchar(16)   not null,
  event       varchar(16),
  actor       varchar(255)  not null,
  reason      varchar(1000) not null,
  happened_at timestamptz   not null
);
create index transition_version on transition (version_id, id);

create table alias_history (
  id              bigint generated always as identity primary key,
  model_id        bigint      not null references model,
  alias           varchar(16) not null,
  version         integer     not null,
  artifact_sha256 varchar(64) not null,
  valid_from      timestamptz not null,
  valid_to        timestamptz,
  beneath         bigint references alias_history,
  foreign key (model_id, version) references model_version (model_id, version),
  check (valid_to >= valid_from)
);
-- whatever the code does: one holder of an alias at a time
create unique index alias_holder on alias_history (model_id, alias) where valid_to is null;
create index alias_at on alias_history (model_id, alias, valid_from);

create table outbox (
  id         bigint generated always as identity primary key,
  topic      text        not null,
  record_key text,
  headers    jsonb       not null,
  payload    bytea       not null,
  created_at timestamptz not null default now()
);
