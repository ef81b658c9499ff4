-- Whom a decision is about, and whether that debtor belongs to the random group that gets no
-- automatic contact; null in decisions made before it was recorded.
alter table decision add column debtor_id text;
alter table decision add column held_out boolean;
