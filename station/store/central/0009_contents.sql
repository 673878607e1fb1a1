-- The box that was taken, and what lies in each parcel.

ALTER TABLE parcel ADD COLUMN box_id INTEGER NOT NULL DEFAULT 0; -- 0: not said
CREATE TABLE parcel_line (
    parcel_id INTEGER NOT NULL REFERENCES parcel,
    pos INTEGER NOT NULL,           -- of the shipment's line
    qty INTEGER NOT NULL CHECK (qty >= 1),
    PRIMARY KEY (parcel_id, pos)
) STRICT, WITHOUT ROWID;
