-- Numbers of a carrier's range that were lent and stand on no label: given to
-- the next shipment.

CREATE TABLE tracking_free (
    carrier TEXT NOT NULL,
    tracking TEXT NOT NULL,
    PRIMARY KEY (carrier, tracking)
) STRICT, WITHOUT ROWID;
