-- What MLflow's clients log: experiments, runs, metrics, logged models, and the paths of artefacts.
-- Times are milliseconds since 1970, as MLflow's protocol has them. Every row belongs to one tenant.

create sequence mlflow_experiment_id;

create table mlflow_experiment (
  tenant          varchar(64)  not null,
  id              bigint       not null,
  name            varchar(500) not null,
  lifecycle_stage varchar(8)   not null check (lifecycle_stage in ('active', 'deleted')),
  created_at      bigint       not null,
  updated_at      bigint       not null,
  tags            jsonb        not null,
  primary key (tenant, id),
  unique (tenant, name)
);

create table mlflow_run (
  tenant          varchar(64)  not null,
  run_id          varchar(32)  not null,
  experiment_id   bigint       not null,
  name            varchar(500) not null,
  user_id         varchar(255) not null,
  created_by      varchar(255) not null,
  status          varchar(16)  not null,
  lifecycle_stage varchar(8)   not null check (lifecycle_stage in ('active', 'deleted')),
  started_at      bigint       not null,
  ended_at        bigint,
  params          jsonb        not null,
  tags            jsonb        not null,
  dataset_inputs  jsonb        not null,
  model_inputs    jsonb        not null,
  model_outputs   jsonb        not null,
  -- points of metrics, and characters of everything that an answer about the run repeats: bounds
  metric_points   bigint       not null,
  characters      bigint       not null,
  primary key (tenant, run_id),
  foreign key (tenant, experiment_id) references mlflow_experiment (tenant, id)
);
create index mlflow_run_newest on mlflow_run (tenant, experiment_id, started_at desc, run_id);

create table mlflow_metric (
  tenant varchar(64)      not null,
  run_id varchar(32)      not null,
  key    varchar(250)     not null,
  step   bigint           not null,
  at     bigint           not null,
  value  double precision not null,
  -- a point that is sent again is the same point
  primary key (tenant, run_id, key, step, at, value),
  foreign key (tenant, run_id) references mlflow_run (tenant, run_id)
);

-- the point of greatest step, time and value of each key: what an answer about a run shows
create table mlflow_latest_metric (
  tenant varchar(64)      not null,
  run_id varchar(32)      not null,
  key    varchar(250)     not null,
  step   bigint           not null,
  at     bigint           not null,
  value  double precision not null,
  primary key (tenant, run_id, key),
  foreign key (tenant, run_id) references mlflow_run (tenant, run_id)
);

create table mlflow_logged_model (
  tenant          varchar(64)  not null,
  model_id        varchar(34)  not null,
  experiment_id   bigint       not null,
  name            varchar(500) not null,
  model_type      varchar(500),
  status          varchar(32)  not null,
  status_message  varchar(1000),
  source_run_id   varchar(32),
  created_by      varchar(255) not null,
  created_at      bigint       not null,
  updated_at      bigint       not null,
  deleted         boolean      not null,
  params          jsonb        not null,
  tags            jsonb        not null,
  primary key (tenant, model_id),
  foreign key (tenant, experiment_id) references mlflow_experiment (tenant, id)
);
create index mlflow_logged_model_newest on mlflow_logged_model (tenant, experiment_id, created_at desc);

create table mlflow_model_metric (
  tenant         varchar(64)      not null,
  model_id       varchar(34)      not null,
  run_id         varchar(32)      not null,
  key            varchar(250)     not null,
  step           bigint           not null,
  at             bigint           not null,
  value          double precision not null,
  dataset_name   varchar(500),
  dataset_digest varchar(36),
  primary key (tenant, model_id, run_id, key, step, at, value),
  foreign key (tenant, model_id) references mlflow_logged_model (tenant, model_id)
);

-- The files of a run, a logged model or a version: a path is text, never a place on disk. The bytes
-- lie in the store of artefacts under their digest.
create table mlflow_artifact (
  tenant     varchar(64)   not null,
  path       varchar(1000) collate "C" not null,
  sha256     varchar(64)   not null,
  bytes      bigint        not null,
  created_by varchar(255)  not null,
  created_at bigint        not null,
  primary key (tenant, path)
);
