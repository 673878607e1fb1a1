-- Orders from many channels, over many warehouses, by many carriers.

CREATE TABLE warehouse (
    warehouse_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE       -- all else is the rule of this code
) STRICT;
INSERT INTO warehouse (warehouse_id, code) VALUES (1, 'MAIN');
ALTER TABLE place ADD COLUMN warehouse_id INTEGER NOT NULL DEFAULT 1;
ALTER TABLE station ADD COLUMN warehouse_id INTEGER NOT NULL DEFAULT 1;

CREATE INDEX stock_place ON stock (place_id);

-- Settings as data: warehouse, calendar, carrier, service, profile, buffer,
-- channel, customs, exchange. A change is a new row that holds from a day on;
-- nothing is overwritten.
CREATE TABLE rule (
    rule_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    is_gone INTEGER NOT NULL CHECK (is_gone IN (0, 1)),
    body TEXT NOT NULL,             -- JSON; its members are checked on entry
    made_ms INTEGER NOT NULL,
    person_id INTEGER NOT NULL      -- 0 for a program
) STRICT;
CREATE INDEX rule_code ON rule (kind, code, from_ms, rule_id);

-- Middle points of postal codes, for distances; the longest prefix counts.
CREATE TABLE postal_point (
    country TEXT NOT NULL,
    postal TEXT NOT NULL,           -- capitals, no blanks or hyphens
    x INTEGER NOT NULL,             -- unit vector times 2^29
    y INTEGER NOT NULL,
    z INTEGER NOT NULL,
    PRIMARY KEY (country, postal)
) STRICT, WITHOUT ROWID;

ALTER TABLE item ADD COLUMN length_mm INTEGER NOT NULL DEFAULT 0; -- 0: unknown
ALTER TABLE item ADD COLUMN width_mm INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN height_mm INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN hs TEXT NOT NULL DEFAULT '';        -- digits
ALTER TABLE item ADD COLUMN origin TEXT NOT NULL DEFAULT '';    -- ISO 3166-1
ALTER TABLE item ADD COLUMN customs_name TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN is_hazmat INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN pack_flags INTEGER NOT NULL DEFAULT 0; -- carton.h
ALTER TABLE item ADD COLUMN is_draft INTEGER NOT NULL DEFAULT 0; -- by a channel
ALTER TABLE item ADD COLUMN substitute_item_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE box ADD COLUMN length_mm INTEGER NOT NULL DEFAULT 0; -- inner
ALTER TABLE box ADD COLUMN width_mm INTEGER NOT NULL DEFAULT 0;
ALTER TABLE box ADD COLUMN height_mm INTEGER NOT NULL DEFAULT 0;
ALTER TABLE box ADD COLUMN max_mg INTEGER NOT NULL DEFAULT 0;
ALTER TABLE box ADD COLUMN cost_minor INTEGER NOT NULL DEFAULT 0;

-- The orders of step 1, with more states; addresses move to ship groups.
CREATE TABLE ship_group (
    order_id INTEGER NOT NULL REFERENCES orders,
    group_no INTEGER NOT NULL,      -- from 1
    name TEXT NOT NULL,             -- personal data from here
    company TEXT NOT NULL,
    street TEXT NOT NULL,           -- lines end with \n
    district TEXT NOT NULL,
    city TEXT NOT NULL,
    region TEXT NOT NULL,
    postal TEXT NOT NULL,
    country TEXT NOT NULL,          -- ISO 3166-1 alpha-2, or as given
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    tax_no TEXT NOT NULL,           -- to here
    service TEXT NOT NULL,          -- wished for; empty for any
    note TEXT NOT NULL,             -- gift and packing instructions
    due_ms INTEGER NOT NULL,
    x INTEGER NOT NULL,             -- 0, 0, 0 when not known
    y INTEGER NOT NULL,
    z INTEGER NOT NULL,
    PRIMARY KEY (order_id, group_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders_2 (
    order_id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    channel_ref TEXT NOT NULL,      -- the channel's own number, never changes
    order_no TEXT NOT NULL,         -- for people; may repeat
    version INTEGER NOT NULL,       -- grows with each change at the channel
    state TEXT NOT NULL CHECK (state IN
        ('held', 'waiting', 'allocated', 'released', 'part_shipped',
         'shipped', 'delivered', 'cancelled')),
    state_ms INTEGER NOT NULL,      -- since when
    alarm_ms INTEGER NOT NULL,      -- when it counts as stuck; 0 for never
    profile TEXT NOT NULL,
    payment TEXT NOT NULL,
    digest TEXT NOT NULL,           -- of the content: a repeat changes nothing
    customer TEXT NOT NULL,         -- personal data
    email TEXT NOT NULL,            -- personal data
    country TEXT NOT NULL,
    currency TEXT NOT NULL,
    total_minor INTEGER NOT NULL,
    tote TEXT NOT NULL,
    po_number TEXT NOT NULL,        -- the customer's own
    placed_ms INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,        -- 0 for none
    made_ms INTEGER NOT NULL,
    UNIQUE (channel, channel_ref)
) STRICT;
INSERT INTO orders_2 SELECT order_id, channel, order_no, order_no, 0, state, 0,
    0, 'default', 'paid', digest, customer, '', country, currency, 0, '', '',
    placed_ms, due_ms, placed_ms FROM orders;
INSERT INTO ship_group SELECT order_id, 1, customer, '', address, '', '', '',
    '', country, '', '', '', '', '', due_ms, 0, 0, 0 FROM orders;
DROP TABLE orders;
ALTER TABLE orders_2 RENAME TO orders;
CREATE INDEX orders_no ON orders (order_no);
CREATE INDEX orders_state ON orders (state, order_id);
CREATE INDEX orders_alarm ON orders (alarm_ms) WHERE alarm_ms > 0;
CREATE INDEX orders_customer ON orders (customer);
CREATE INDEX orders_email ON orders (email) WHERE email <> '';

-- Lines of all kinds are read and written in the sequence of their key.
CREATE TABLE order_line_2 (
    order_id INTEGER NOT NULL REFERENCES orders,
    line_no INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item,
    qty INTEGER NOT NULL CHECK (qty >= 0),
    price_minor INTEGER NOT NULL,   -- of one, as charged
    qty_shipped INTEGER NOT NULL CHECK (qty_shipped >= 0),
    group_no INTEGER NOT NULL,
    channel_line TEXT NOT NULL,     -- the channel's own number of the line
    tax_minor INTEGER NOT NULL,     -- of the line
    discount_minor INTEGER NOT NULL,    -- of the line, positive
    PRIMARY KEY (order_id, line_no)
) STRICT, WITHOUT ROWID;
INSERT INTO order_line_2 SELECT order_id, line_no, item_id, qty, price_minor,
    qty_shipped, 1, '', 0, 0 FROM order_line;
DROP TABLE order_line;
ALTER TABLE order_line_2 RENAME TO order_line;
CREATE INDEX order_line_item ON order_line (item_id);

CREATE TABLE shipment_line_2 (
    shipment_id INTEGER NOT NULL REFERENCES shipment,
    pos INTEGER NOT NULL,           -- order of packing, from 0
    line_no INTEGER NOT NULL,       -- of the order
    item_id INTEGER NOT NULL REFERENCES item,
    qty INTEGER NOT NULL CHECK (qty >= 0),  -- 0 after a change
    lot TEXT NOT NULL,
    kit_pos INTEGER NOT NULL,       -- pos of the kit heading, -1 for none
    qty_per_kit INTEGER NOT NULL,
    is_kit INTEGER NOT NULL CHECK (is_kit IN (0, 1)),
    qty_packed INTEGER NOT NULL DEFAULT 0 CHECK (qty_packed >= 0),
    PRIMARY KEY (shipment_id, pos)
) STRICT, WITHOUT ROWID;
INSERT INTO shipment_line_2 SELECT l.*, CASE WHEN s.state = 'packed'
    THEN l.qty ELSE 0 END FROM shipment_line l
    JOIN shipment s ON s.shipment_id = l.shipment_id;
DROP TABLE shipment_line;
ALTER TABLE shipment_line_2 RENAME TO shipment_line;

CREATE TABLE reservation_2 (
    shipment_id INTEGER NOT NULL REFERENCES shipment,
    pos INTEGER NOT NULL,
    stock_id INTEGER NOT NULL REFERENCES stock,
    qty INTEGER NOT NULL CHECK (qty >= 1),
    PRIMARY KEY (shipment_id, pos, stock_id)
) STRICT, WITHOUT ROWID;
INSERT INTO reservation_2 SELECT * FROM reservation;
DROP TABLE reservation;
ALTER TABLE reservation_2 RENAME TO reservation;
CREATE INDEX reservation_stock ON reservation (stock_id);

CREATE TABLE shipment_2 (
    shipment_id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders,
    group_no INTEGER NOT NULL,
    warehouse_id INTEGER NOT NULL REFERENCES warehouse,
    state TEXT NOT NULL CHECK (state IN
        ('allocated', 'released', 'claimed', 'held', 'packed', 'handed_over',
         'delivered', 'cancelled')),
    station_id INTEGER NOT NULL,    -- who has claimed it, 0 for nobody
    fence INTEGER NOT NULL,         -- grows with each claim
    claimed_ms INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,        -- to be packed by: the queue's key
    is_stopping INTEGER NOT NULL CHECK (is_stopping IN (0, 1)), -- cancel asked
    is_single INTEGER NOT NULL CHECK (is_single IN (0, 1)), -- one unit
    tote TEXT NOT NULL,
    note TEXT NOT NULL,             -- hold reason
    service TEXT NOT NULL,          -- code of the rule; empty for none
    carrier TEXT NOT NULL,
    cost_minor INTEGER NOT NULL,    -- carriage, estimated when allocated
    currency TEXT NOT NULL,
    promise_ms INTEGER NOT NULL,    -- 0 for none
    box TEXT NOT NULL,              -- suggested, and the second choice
    box_2 TEXT NOT NULL,
    is_at_risk INTEGER NOT NULL CHECK (is_at_risk IN (0, 1)) -- alarm raised
) STRICT;
INSERT INTO shipment_2 SELECT shipment_id, order_id, 1, 1, state, station_id,
    fence, claimed_ms, due_ms, is_stopping, 0, tote, note, '', '', 0, '', 0,
    '', '', 0 FROM shipment;
DROP TABLE shipment;
ALTER TABLE shipment_2 RENAME TO shipment;
CREATE INDEX shipment_order ON shipment (order_id);
CREATE INDEX shipment_queue ON shipment
    (warehouse_id, state, due_ms, shipment_id);
CREATE INDEX shipment_risk ON shipment (due_ms)
    WHERE state = 'released' AND is_at_risk = 0 AND due_ms > 0;
CREATE INDEX shipment_state ON shipment (state, shipment_id);
CREATE INDEX shipment_station ON shipment (station_id, state);
CREATE INDEX shipment_tote ON shipment (tote, state) WHERE tote <> '';

-- derived: shipments that are one unit of one item and not yet packed, for
-- the lane where scanning the item opens the order
CREATE TABLE shipment_single (
    warehouse_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    shipment_id INTEGER NOT NULL REFERENCES shipment,
    PRIMARY KEY (warehouse_id, item_id, due_ms, shipment_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX shipment_single_shipment ON shipment_single (shipment_id);

ALTER TABLE parcel ADD COLUMN state TEXT NOT NULL DEFAULT 'announced';
ALTER TABLE parcel ADD COLUMN state_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE parcel ADD COLUMN carrier TEXT NOT NULL DEFAULT '';
ALTER TABLE parcel ADD COLUMN warehouse_id INTEGER NOT NULL DEFAULT 1;
ALTER TABLE parcel ADD COLUMN manifest_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE parcel ADD COLUMN cost_minor INTEGER NOT NULL DEFAULT 0; -- weighed
ALTER TABLE parcel ADD COLUMN billed_minor INTEGER NOT NULL DEFAULT -1;
CREATE INDEX parcel_open ON parcel (carrier, warehouse_id, parcel_id)
    WHERE manifest_id = 0;
CREATE INDEX parcel_manifest ON parcel (manifest_id, parcel_id);

-- Numbers of the carrier's range, spent for a shipment when it is claimed.
CREATE TABLE shipment_tracking (
    shipment_id INTEGER NOT NULL REFERENCES shipment,
    n INTEGER NOT NULL,             -- of the parcel, from 0
    tracking TEXT NOT NULL UNIQUE,
    PRIMARY KEY (shipment_id, n)
) STRICT, WITHOUT ROWID;

-- What a carrier said; the same word twice is one row.
CREATE TABLE tracking_event (
    parcel_id INTEGER NOT NULL REFERENCES parcel,
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (parcel_id, at_ms, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE manifest (
    manifest_id INTEGER PRIMARY KEY,
    carrier TEXT NOT NULL,
    warehouse_id INTEGER NOT NULL REFERENCES warehouse,
    made_ms INTEGER NOT NULL,
    parcel_count INTEGER NOT NULL,
    weight_mg INTEGER NOT NULL
) STRICT;

CREATE TABLE hold (
    hold_id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders,
    kind TEXT NOT NULL,             -- enum order_hold
    note TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    done_ms INTEGER NOT NULL,       -- 0 while it holds
    done_person_id INTEGER NOT NULL
) STRICT;
CREATE INDEX hold_order ON hold (order_id, hold_id);
CREATE INDEX hold_open ON hold (kind, hold_id) WHERE done_ms = 0;

-- The order's timeline, beside the events of the benches.
CREATE TABLE order_event (
    order_event_id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    person_id INTEGER NOT NULL,     -- 0 for the system
    note TEXT NOT NULL              -- ids and codes only
) STRICT;
CREATE INDEX order_event_order ON order_event (order_id, order_event_id);

-- Why these warehouses: the candidates as they were seen.
CREATE TABLE decision (
    decision_id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL,
    group_no INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    strategy TEXT NOT NULL,
    cost_minor INTEGER NOT NULL,
    unmet_qty INTEGER NOT NULL,
    body TEXT NOT NULL              -- JSON: rule, needs, candidates, plan
) STRICT;
CREATE INDEX decision_order ON decision (order_id, decision_id);

-- What channels pushed, as it came; a key seen before changes nothing.
CREATE TABLE inbox (
    inbox_id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    delivery_key TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    topic TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'dropped', 'dead')),
    why TEXT NOT NULL,
    body TEXT NOT NULL,             -- personal data; erased after a while
    UNIQUE (channel, delivery_key)
) STRICT;
CREATE INDEX inbox_body ON inbox (at_ms) WHERE body <> '';
CREATE INDEX inbox_state ON inbox (state, inbox_id);

-- What other systems must be told; one row an event, system and thing.
CREATE TABLE delivery (
    delivery_id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,          -- code of the rule of kind channel
    event TEXT NOT NULL,            -- order.shipped, stock.changed ...
    ref_key TEXT NOT NULL,          -- what it is about, once per event
    order_id INTEGER NOT NULL,      -- 0 for none
    ref_id INTEGER NOT NULL,        -- shipment or item
    state TEXT NOT NULL CHECK (state IN
        ('waiting', 'calling', 'unknown', 'done', 'dead')),
    step INTEGER NOT NULL,          -- of an exchange of several calls
    remote_id TEXT NOT NULL,        -- what the other side called it
    tries INTEGER NOT NULL,
    next_ms INTEGER NOT NULL,
    made_ms INTEGER NOT NULL,
    status INTEGER NOT NULL,        -- of the last answer, 0 for none
    why TEXT NOT NULL,
    UNIQUE (channel, event, ref_key)
) STRICT;
CREATE INDEX delivery_due ON delivery (next_ms, delivery_id)
    WHERE state IN ('waiting', 'calling', 'unknown');
CREATE INDEX delivery_open ON delivery (channel, event, delivery_id)
    WHERE state IN ('waiting', 'calling', 'unknown');
CREATE INDEX delivery_state ON delivery (state, delivery_id);
CREATE INDEX delivery_order ON delivery (order_id, delivery_id);
