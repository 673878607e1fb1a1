-- Central: orders, stock as a ledger, claims, and every bench's events.

-- numbers that only grow: rev, sscc_next, ...
CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;

-- texts of the site: site_name, sender, sscc_prefix, setup_digest
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE item (
    item_id INTEGER PRIMARY KEY,
    sku TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    weight_mg INTEGER NOT NULL CHECK (weight_mg >= 0),  -- 0 when unknown
    spread_mg INTEGER NOT NULL CHECK (spread_mg >= 0),
    needs_lot INTEGER NOT NULL CHECK (needs_lot IN (0, 1)),
    needs_serial INTEGER NOT NULL CHECK (needs_serial IN (0, 1)),
    picture_url TEXT NOT NULL                           -- empty for none
) STRICT;

-- One item has many codes; a case code counts qty.
CREATE TABLE item_code (
    code TEXT NOT NULL,             -- GTIN-14 digits or other text
    item_id INTEGER NOT NULL REFERENCES item,
    qty INTEGER NOT NULL CHECK (qty >= 1),
    PRIMARY KEY (code, item_id)
) STRICT;
CREATE INDEX item_code_item ON item_code (item_id);

-- A kit that is packed from its parts; a kit kept assembled has no rows.
CREATE TABLE kit_part (
    item_id INTEGER NOT NULL REFERENCES item,
    part_item_id INTEGER NOT NULL REFERENCES item,
    qty INTEGER NOT NULL CHECK (qty >= 1),
    PRIMARY KEY (item_id, part_item_id)
) STRICT;

CREATE TABLE box (
    box_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    tare_mg INTEGER NOT NULL CHECK (tare_mg >= 0)
) STRICT;

CREATE TABLE place (
    place_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 5)  -- enum stock_place
) STRICT;

-- The ledger. Append-only: a mistake is mended by a move back.
CREATE TABLE move (
    move_id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item,
    lot TEXT NOT NULL,              -- empty for none
    qty INTEGER NOT NULL CHECK (qty >= 1),
    from_place_id INTEGER NOT NULL REFERENCES place,
    to_place_id INTEGER NOT NULL REFERENCES place,
    reason TEXT NOT NULL,           -- import, ship, damaged, short, adjust
    shipment_id INTEGER NOT NULL,   -- 0 for none
    station_id INTEGER NOT NULL,    -- the event that caused it, 0 for none
    seq INTEGER NOT NULL,
    CHECK (from_place_id <> to_place_id)
) STRICT;
CREATE INDEX move_item ON move (item_id, move_id);
CREATE INDEX move_shipment ON move (shipment_id, move_id);

-- derived: balance of each item and lot at each place, by move and reservation
CREATE TABLE stock (
    stock_id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item,
    place_id INTEGER NOT NULL REFERENCES place,
    lot TEXT NOT NULL,
    expiry_days INTEGER NOT NULL,   -- days since 1970, 0 for none
    since_ms INTEGER NOT NULL,
    qty INTEGER NOT NULL,
    qty_reserved INTEGER NOT NULL CHECK (qty_reserved >= 0),
    UNIQUE (item_id, place_id, lot)
) STRICT;

CREATE TABLE orders (
    order_id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    order_no TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('waiting', 'released', 'shipped', 'part_shipped', 'cancelled')),
    digest TEXT NOT NULL,           -- of the content: a repeat changes nothing
    customer TEXT NOT NULL,         -- personal data from here
    address TEXT NOT NULL,          -- lines end with \n, the last is country
    country TEXT NOT NULL,
    currency TEXT NOT NULL,
    placed_ms INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,        -- 0 for none
    UNIQUE (channel, order_no)
) STRICT;
CREATE INDEX orders_no ON orders (order_no);
CREATE INDEX orders_state ON orders (state, order_id);

CREATE TABLE order_line (
    order_id INTEGER NOT NULL REFERENCES orders,
    line_no INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item,
    qty INTEGER NOT NULL CHECK (qty >= 0),
    price_minor INTEGER NOT NULL,
    qty_shipped INTEGER NOT NULL CHECK (qty_shipped >= 0),
    PRIMARY KEY (order_id, line_no)
) STRICT;
CREATE INDEX order_line_item ON order_line (item_id);

CREATE TABLE shipment (
    shipment_id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders,
    state TEXT NOT NULL CHECK (state IN
        ('released', 'claimed', 'held', 'packed', 'cancelled')),
    station_id INTEGER NOT NULL,    -- who has claimed it, 0 for nobody
    fence INTEGER NOT NULL,         -- grows with each claim
    claimed_ms INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    is_stopping INTEGER NOT NULL CHECK (is_stopping IN (0, 1)), -- cancel asked
    tote TEXT NOT NULL,
    note TEXT NOT NULL              -- hold reason
) STRICT;
CREATE INDEX shipment_order ON shipment (order_id);
CREATE INDEX shipment_queue ON shipment (state, due_ms, shipment_id);
CREATE INDEX shipment_station ON shipment (station_id, state);
CREATE INDEX shipment_tote ON shipment (tote, state);

-- What a bench is asked to pack: kits taken apart, lots as reserved.
CREATE TABLE shipment_line (
    shipment_id INTEGER NOT NULL REFERENCES shipment,
    pos INTEGER NOT NULL,           -- order of packing, from 0
    line_no INTEGER NOT NULL,       -- of the order
    item_id INTEGER NOT NULL REFERENCES item,
    qty INTEGER NOT NULL CHECK (qty >= 0),  -- 0 after a change
    lot TEXT NOT NULL,
    kit_pos INTEGER NOT NULL,       -- pos of the kit heading, -1 for none
    qty_per_kit INTEGER NOT NULL,
    is_kit INTEGER NOT NULL CHECK (is_kit IN (0, 1)),
    PRIMARY KEY (shipment_id, pos)
) STRICT;

CREATE TABLE reservation (
    shipment_id INTEGER NOT NULL REFERENCES shipment,
    pos INTEGER NOT NULL,
    stock_id INTEGER NOT NULL REFERENCES stock,
    qty INTEGER NOT NULL CHECK (qty >= 1),
    PRIMARY KEY (shipment_id, pos, stock_id)
) STRICT;
CREATE INDEX reservation_stock ON reservation (stock_id);

CREATE TABLE parcel (
    parcel_id INTEGER PRIMARY KEY,
    shipment_id INTEGER NOT NULL REFERENCES shipment,
    parcel_no INTEGER NOT NULL,
    sscc TEXT NOT NULL UNIQUE,
    tracking TEXT NOT NULL UNIQUE,
    weight_mg INTEGER NOT NULL,
    weighed TEXT NOT NULL,          -- weight_ok, weight_unchecked, overridden
    copies INTEGER NOT NULL CHECK (copies >= 1),
    at_ms INTEGER NOT NULL,
    UNIQUE (shipment_id, parcel_no)
) STRICT;

CREATE TABLE serial (
    item_id INTEGER NOT NULL REFERENCES item,
    serial TEXT NOT NULL,
    shipment_id INTEGER NOT NULL REFERENCES shipment,
    PRIMARY KEY (item_id, serial)
) STRICT;

CREATE TABLE station (
    station_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    token_digest TEXT NOT NULL UNIQUE,
    last_seq INTEGER NOT NULL,
    last_hash BLOB NOT NULL,        -- of the journal's row last_seq
    seen_ms INTEGER NOT NULL,
    skew_ms INTEGER NOT NULL,       -- its clock less ours, last seen
    sscc_next INTEGER NOT NULL,     -- range of parcel serials lent to it
    sscc_end INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
    person_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,             -- personal data
    role TEXT NOT NULL CHECK (role IN
        ('packer', 'receiver', 'supervisor', 'manager')),
    login TEXT NOT NULL UNIQUE,    
    password_hash TEXT NOT NULL,    -- Argon2id, empty for no office access
    badge_digest TEXT NOT NULL,
    pin_hash TEXT NOT NULL,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1))
) STRICT;
CREATE INDEX person_badge ON person (badge_digest);

-- Programs that use the API.
CREATE TABLE token (
    token_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL UNIQUE,
    made_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    digest TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person,
    until_ms INTEGER NOT NULL
) STRICT;

-- Every bench's journal, as it was written there.
CREATE TABLE event (
    station_id INTEGER NOT NULL REFERENCES station,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    person_id INTEGER NOT NULL,
    shipment_id INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (station_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_shipment ON event (shipment_id, station_id, seq)
    WHERE shipment_id > 0;

-- What a person has to look at.
CREATE TABLE exception (
    exception_id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,             -- short, refused, stock, held, no_stock
    order_id INTEGER NOT NULL,      -- 0 for none
    shipment_id INTEGER NOT NULL,
    station_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    note TEXT NOT NULL,
    done_ms INTEGER NOT NULL        -- 0 while open
) STRICT;
CREATE INDEX exception_open ON exception (done_ms, exception_id);

-- The feed to stations: the newest revision of each thing they keep a copy of.
CREATE TABLE change (
    kind TEXT NOT NULL,             -- item, person, box, serial, shipment
    ref_id INTEGER NOT NULL,
    rev INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (kind, ref_id)
) STRICT;

-- Answers already given, so that a repeated request changes nothing.
CREATE TABLE request (
    request_id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL
) STRICT;
CREATE INDEX request_at ON request (at_ms);
