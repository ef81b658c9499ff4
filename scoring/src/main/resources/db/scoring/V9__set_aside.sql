-- Facts that were read but could not be accepted, and that may forbid a contact. While a row is there,
-- not all is known about the account and its debtor, and no contact is permitted. It goes when the
-- identity of the fact is accepted after all, or the record is read again and understood. Retention
-- does not remove it: age does not make a fact known.
-- debtor_id: whom the fact names, else whose account it was. decision_id: of the fact's identity;
-- null when the record tells none, or one that another event has.
create table set_aside (
  topic           text        not null,
  kafka_partition integer     not null,
  kafka_offset    bigint      not null,
  tenant          text        not null,
  account_id      text        not null,
  debtor_id       text,
  decision_id     uuid,
  ce_type         text,
  cause           text        not null,
  ce_time         timestamptz,
  recorded_at     timestamptz not null default now(),
  primary key (topic, kafka_partition, kafka_offset, tenant, account_id)
);
create index set_aside_account on set_aside (tenant, account_id);
create index set_aside_debtor on set_aside (tenant, debtor_id) where debtor_id is not null;
