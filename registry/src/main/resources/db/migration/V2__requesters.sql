-- Who asked for the training, as the bundle's manifest says; null for versions registered before it
-- was recorded.
alter table model_version add column requested_by varchar(255);
