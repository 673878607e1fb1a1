-- What an exception proposes, taken by one touch: of an item another code, or
-- the weight that its parcels showed; of a shipment the service that takes its
-- parcel of new_mg. was_mg is what the catalogue said before
-- it was taken, -1 while it is not. And the weights of items, as parcels that
-- hold one kind of them show it.

ALTER TABLE exception ADD COLUMN item_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exception ADD COLUMN new_code TEXT NOT NULL DEFAULT '';
ALTER TABLE exception ADD COLUMN new_mg INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exception ADD COLUMN new_service TEXT NOT NULL DEFAULT '';
ALTER TABLE exception ADD COLUMN was_mg INTEGER NOT NULL DEFAULT -1;
CREATE INDEX exception_item ON exception (item_id, kind, done_ms);

CREATE TABLE item_weighing (
    item_id INTEGER NOT NULL,
    parcel_id INTEGER NOT NULL,
    unit_mg INTEGER NOT NULL,       -- its net weight by its units
    PRIMARY KEY (item_id, parcel_id)
) STRICT;

ALTER TABLE item ADD COLUMN is_weight_learned INTEGER NOT NULL DEFAULT 0
    CHECK (is_weight_learned IN (0, 1));
