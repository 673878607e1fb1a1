-- A bench's own file: its journal, what it knows from central, and its work.

-- numbers that only grow: feed_rev, acked_seq, sscc_next, sscc_end, ...
CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL          -- meaning depends on the name
) STRICT;

-- texts the station remembers: station_name, sscc_prefix, sender, ...
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The scan log: append-only, each row chained to the one before by its hash.
-- Ids only; names and addresses live in work and person.
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,        -- from 1, without gaps
    at_ms INTEGER NOT NULL,         -- UTC, as the station's clock had it
    kind TEXT NOT NULL,             -- pack event name, open, done, sign_in, ...
    person_id INTEGER NOT NULL,     -- 0 when nobody was signed in
    shipment_id INTEGER NOT NULL,   -- 0 when it belongs to none
    fence INTEGER NOT NULL,         -- of the claim it was made under
    verdict TEXT NOT NULL,          -- empty when nothing was judged
    body TEXT NOT NULL,             -- JSON: raw bytes, meaning, weight, job
    hash BLOB NOT NULL              -- BLAKE2b-256 of the hash before and this
        CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX journal_shipment ON journal (shipment_id, seq);

-- Orders claimed by this bench; the body holds personal data and is erased
-- when the order is over.
CREATE TABLE work (
    shipment_id INTEGER PRIMARY KEY,
    order_no TEXT NOT NULL,
    fence INTEGER NOT NULL,
    state TEXT NOT NULL             -- leased, open, held, over
        CHECK (state IN ('leased', 'open', 'held', 'over')),
    due_ms INTEGER NOT NULL,        -- to be packed by then, 0 for none
    claimed_ms INTEGER NOT NULL,
    tote TEXT NOT NULL,             -- empty when it is not in a tote
    body TEXT NOT NULL              -- the shipment as central gave it
) STRICT;
CREATE INDEX work_order ON work (order_no);

-- derived from central's feed
CREATE TABLE item (
    item_id INTEGER PRIMARY KEY,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    picture_url TEXT NOT NULL       -- empty for none
) STRICT;
CREATE INDEX item_sku ON item (sku);

-- derived from central's feed: what a scanned code means
CREATE TABLE code (
    code TEXT NOT NULL,             -- GTIN-14 digits, SKU or other text
    item_id INTEGER NOT NULL,
    qty INTEGER NOT NULL CHECK (qty >= 1),  -- a case code counts n
    PRIMARY KEY (code, item_id)
) STRICT;
CREATE INDEX code_item ON code (item_id);

-- derived from central's feed
CREATE TABLE box (
    box_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    tare_mg INTEGER NOT NULL
) STRICT;

-- derived from central's feed: people who may sign in
CREATE TABLE person (
    person_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,             -- packer, receiver, supervisor, manager
    badge_digest TEXT NOT NULL,     -- BLAKE2b of the badge number
    pin_hash TEXT NOT NULL,         -- Argon2id, empty for no PIN
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1))
) STRICT;
CREATE INDEX person_badge ON person (badge_digest);

-- derived from central's feed: serials that have left the house
CREATE TABLE serial (
    item_id INTEGER NOT NULL,
    serial TEXT NOT NULL,
    PRIMARY KEY (item_id, serial)
) STRICT;
