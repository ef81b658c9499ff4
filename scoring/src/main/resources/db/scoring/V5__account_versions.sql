-- The version of the account's state that a decision was made on. Of the decisions of an account the
-- one with the greatest version counts. Null: made before versions were recorded.
alter table decision add column account_version bigint;
