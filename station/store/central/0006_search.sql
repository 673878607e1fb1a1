-- Finding things: by any letter case, by parts of names, and who got a lot.

CREATE INDEX orders_no_folded ON orders (lower(order_no));
CREATE INDEX orders_email_folded ON orders (lower(email)) WHERE email <> '';
CREATE INDEX item_sku_folded ON item (lower(sku));
CREATE INDEX place_code_folded ON place (lower(code));
CREATE INDEX parcel_tracking_folded ON parcel (lower(tracking));
CREATE INDEX shipment_tote_folded ON shipment (lower(tote)) WHERE tote <> '';
CREATE INDEX stock_lot_folded ON stock (lower(lot)) WHERE lot <> '';
CREATE INDEX serial_folded ON serial (lower(serial));
CREATE INDEX serial_shipment ON serial (shipment_id);
CREATE INDEX move_lot ON move (item_id, lot, move_id) WHERE shipment_id > 0;

-- derived: the words of names, in small letters without accents; kept by
-- words.h up to the counters words_rev and words_order. Personal data where
-- kind is order: goes with the order's names.
CREATE TABLE name_word (
    kind TEXT NOT NULL CHECK (kind IN ('item', 'order')),
    word TEXT NOT NULL,
    ref_id INTEGER NOT NULL,
    PRIMARY KEY (kind, word, ref_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_word_ref ON name_word (kind, ref_id);
