-- What people are asked to look at, and what they decided. A row is written under the lock of its
-- account. kind, verdict, action and offer are the names used in JSON.
create table review (
  tenant            text        not null,
  review_id         uuid        not null,
  account_id        text        not null,
  debtor_id         text,
  kind              text        not null,
  status            text        not null check (status in ('open', 'concluded')),
  reason            text        not null,
  decision_id       uuid,
  -- null when a decision opened it
  opened_by         text,
  opened_at         timestamptz not null,
  -- the rule that asks for a person
  rule_id           text,
  citation          text,
  correlation_id    text,
  verdict           text,
  conclusion_reason text,
  action            text,
  offer             text,
  concluded_by      text,
  concluded_at      timestamptz,
  recorded_at       timestamptz not null default now(),
  primary key (tenant, review_id),
  check ((status = 'concluded') = (verdict is not null and conclusion_reason is not null
    and concluded_by is not null and concluded_at is not null))
);

-- One open case of a kind per account.
create unique index review_open on review (tenant, account_id, kind) where status = 'open';
create index review_account on review (tenant, account_id, kind, concluded_at);
-- The pages of the queue, and its length.
create index review_queue on review (tenant, opened_at, review_id) where status = 'open';
create index review_pages on review (tenant, opened_at, review_id);
