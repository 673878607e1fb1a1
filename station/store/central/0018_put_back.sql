-- Parcels that were kept back, and whose goods went back to a place.

ALTER TABLE parcel ADD COLUMN back_ms INTEGER NOT NULL DEFAULT 0;   -- 0: not so
DROP INDEX parcel_open;
CREATE INDEX parcel_open ON parcel (carrier, warehouse_id, parcel_id)
    WHERE manifest_id = 0 AND back_ms = 0;
CREATE INDEX parcel_kept ON parcel (parcel_id)
    WHERE stop_ms > 0 AND back_ms = 0;

-- Of qty_packed, after the order's channel had been told of it.
ALTER TABLE shipment_line ADD COLUMN qty_back INTEGER NOT NULL DEFAULT 0;

-- It may leave again.
ALTER TABLE serial ADD COLUMN is_back INTEGER NOT NULL DEFAULT 0
    CHECK (is_back IN (0, 1));
