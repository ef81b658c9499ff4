-- The pack of a rule stands beside its id, since packs of two places may hold rules of one id. Null in older rows.
alter table scoring.review add column rule_pack text;
alter table scoring.permit add column revoked_by_pack text;
