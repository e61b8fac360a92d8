-- The day on which an alert began, whatever the order in which its facts arrived; null where the writer did not know it.
ALTER TABLE alerts ADD COLUMN began_on DATE;
ALTER TABLE alerts ADD COLUMN began_before BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE transitions ADD COLUMN began_on DATE;
ALTER TABLE transitions ADD COLUMN began_before BOOLEAN NOT NULL DEFAULT FALSE;
