-- What was offered, and all that was permitted, as action/offer:propensity with spaces between; null
-- in decisions stored before they were recorded.
alter table decision add column offer text;
alter table decision add column choices text;

-- Whether decisions are wanted whose week is over though their label is not known.
alter table dataset add column weeks boolean not null default false;
