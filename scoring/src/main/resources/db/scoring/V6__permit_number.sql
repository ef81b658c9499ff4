-- Which number or address a permit is for, by the caller's own reference; null when none was told.

alter table permit add column number_ref text;
