-- What MLflow's clients see of the registry beyond the catalogue: descriptions, tags, where a version
-- came from, whether it passed verification, and aliases that have no part in the lifecycle.

create table mlflow_registered_model (
  model_id    bigint        primary key references model,
  description varchar(5000) not null,
  tags        jsonb         not null,
  created_by  varchar(255)  not null,
  created_at  bigint        not null,
  updated_at  bigint        not null
);

create table mlflow_version (
  model_id        bigint        not null references mlflow_registered_model,
  version         integer       not null check (version > 0),
  status          varchar(32)   not null,
  status_message  varchar(1000),
  source          varchar(1500) not null,
  run_id          varchar(32),
  logged_model_id varchar(34),
  description     varchar(5000) not null,
  tags            jsonb         not null,
  created_by      varchar(255)  not null,
  created_at      bigint        not null,
  updated_at      bigint        not null,
  attempts        integer       not null,
  primary key (model_id, version)
);
create index mlflow_version_pending on mlflow_version (updated_at)
  where status = 'PENDING_REGISTRATION';

create table mlflow_alias (
  model_id bigint       not null references mlflow_registered_model,
  alias    varchar(255) not null,
  version  integer      not null,
  primary key (model_id, alias),
  foreign key (model_id, version) references mlflow_version on delete cascade
);

-- A graph that somebody registers through MLflow without a bundle becomes a candidate whose training
-- data nobody states.
alter table model_version alter column data_sha256 drop not null;
alter table model_version alter column data_from drop not null;
alter table model_version alter column data_to drop not null;
