-- Parcels that are packed and must not leave, and why.

ALTER TABLE parcel ADD COLUMN stop_ms INTEGER NOT NULL DEFAULT 0;  -- 0: may go
ALTER TABLE parcel ADD COLUMN stop_note TEXT NOT NULL DEFAULT '';
