-- Identity: a station's journal has an id of its own, and so has each life of
-- this database; what came back from an older file is known for it.
--
-- settings: database_id (made once), incarnation (new after each restore).
-- counters: order_id, shipment_id, parcel_id, manifest_id (the next ones),
-- fence_floor (claims up to here were given before the last restore),
-- renewed_ms, recover_since_ms, recovered_ms.

-- What one file of a station wrote, or a part of it: a journal may begin in
-- the middle of its parent, whose rows up to there are its own, too.
CREATE TABLE journal (
    journal_no INTEGER PRIMARY KEY,
    station_id INTEGER NOT NULL REFERENCES station,
    journal_id TEXT NOT NULL,       -- 16 hex digits; empty: from before step 3
    parent_no INTEGER NOT NULL,     -- 0 for none
    base_seq INTEGER NOT NULL,      -- the parent's last row that is also its own
    base_hash BLOB NOT NULL CHECK (length(base_hash) = 32),
    last_seq INTEGER NOT NULL,      -- the newest row kept here
    last_hash BLOB NOT NULL CHECK (length(last_hash) = 32),
    tip_seq INTEGER NOT NULL,       -- the newest row there, as last said
    acked_seq INTEGER NOT NULL,     -- what we confirmed, as last said
    sscc_next INTEGER NOT NULL,     -- the range of parcel serials lent last
    sscc_end INTEGER NOT NULL,
    person_id INTEGER NOT NULL,     -- signed in there, by its rows; 0 nobody
    incarnation TEXT NOT NULL,      -- ours, that it last said hello to
    began_ms INTEGER NOT NULL,
    why TEXT NOT NULL,              -- first, copy, older, forked ...
    CHECK (base_seq <= last_seq),
    UNIQUE (station_id, journal_id)
) STRICT;
INSERT INTO journal SELECT s.station_id, s.station_id, '', 0, 0,
    x'0000000000000000000000000000000000000000000000000000000000000000',
    s.last_seq, s.last_hash, s.last_seq, 0, s.sscc_next, s.sscc_end,
    coalesce((SELECT CASE WHEN e.kind = 'sign_in' THEN e.person_id ELSE 0 END
    FROM event e WHERE e.station_id = s.station_id AND e.kind IN
    ('sign_in', 'sign_out') ORDER BY e.seq DESC LIMIT 1), 0), '', 0, 'first'
    FROM station s;

ALTER TABLE station ADD COLUMN journal_no INTEGER NOT NULL DEFAULT 0; -- at work
ALTER TABLE station ADD COLUMN run TEXT NOT NULL DEFAULT '';    -- at work
ALTER TABLE station ADD COLUMN peer TEXT NOT NULL DEFAULT '';   -- its address
ALTER TABLE station ADD COLUMN rival TEXT NOT NULL DEFAULT '';  -- was refused
ALTER TABLE station ADD COLUMN rival_ms INTEGER NOT NULL DEFAULT 0;
UPDATE station SET journal_no = station_id;
ALTER TABLE station DROP COLUMN last_seq;
ALTER TABLE station DROP COLUMN last_hash;
ALTER TABLE station DROP COLUMN sscc_next;
ALTER TABLE station DROP COLUMN sscc_end;

-- Who ever signed in at a station. was_seen is 0 of one whose number stood in
-- an event without it: it was told once.
CREATE TABLE station_person (
    station_id INTEGER NOT NULL REFERENCES station,
    person_id INTEGER NOT NULL,
    was_seen INTEGER NOT NULL CHECK (was_seen IN (0, 1)),
    PRIMARY KEY (station_id, person_id)
) STRICT, WITHOUT ROWID;
INSERT INTO station_person SELECT DISTINCT station_id, person_id, 1 FROM event
    WHERE kind = 'sign_in' AND person_id > 0;

-- Every bench's events as they were written there, by journal.
CREATE TABLE event_2 (
    journal_no INTEGER NOT NULL REFERENCES journal,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,         -- by the bench's clock
    kind TEXT NOT NULL,
    person_id INTEGER NOT NULL,
    shipment_id INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (journal_no, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO event_2 SELECT station_id, seq, at_ms, kind, person_id,
    shipment_id, fence, verdict, body, hash FROM event;
DROP TABLE event;
ALTER TABLE event_2 RENAME TO event;
CREATE INDEX event_shipment ON event (shipment_id, journal_no, seq)
    WHERE shipment_id > 0;

-- The event behind a move, an exception and a claim: by its journal.
ALTER TABLE move ADD COLUMN journal_no INTEGER NOT NULL DEFAULT 0;
UPDATE move SET journal_no = station_id WHERE station_id > 0;
ALTER TABLE exception ADD COLUMN journal_no INTEGER NOT NULL DEFAULT 0;
UPDATE exception SET journal_no = station_id WHERE station_id > 0;
CREATE INDEX exception_kind ON exception (kind, station_id, exception_id);
CREATE INDEX exception_event ON exception (journal_no, seq)
    WHERE journal_no > 0;
ALTER TABLE shipment ADD COLUMN journal_no INTEGER NOT NULL DEFAULT 0;
UPDATE shipment SET journal_no = station_id WHERE station_id > 0;

-- Each range of parcel serials that was ever lent; first_no to end_no - 1.
CREATE TABLE loan (
    first_no INTEGER PRIMARY KEY,
    end_no INTEGER NOT NULL,
    journal_no INTEGER NOT NULL,    -- 0: all that were lent before step 3
    at_ms INTEGER NOT NULL,
    CHECK (end_no > first_no)
) STRICT;
INSERT INTO loan SELECT 1, value, 0, 0 FROM counter
    WHERE name = 'sscc_next' AND value > 1;

-- A parcel that was packed for a shipment that is not known here any more: the
-- order of this number is not released by itself.
CREATE TABLE orphan (
    journal_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    order_no TEXT NOT NULL,         -- empty when it was not said
    shipment_id INTEGER NOT NULL,
    numbers TEXT NOT NULL,          -- SSCC and tracking of its parcels
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (journal_no, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX orphan_order ON orphan (order_no) WHERE order_no <> '';

-- A carrier's numbers are spent for one claim: who has the shipment under
-- another fence gets others.
CREATE TABLE shipment_tracking_2 (
    shipment_id INTEGER NOT NULL REFERENCES shipment,
    fence INTEGER NOT NULL,
    n INTEGER NOT NULL,             -- of the parcel, from 0
    tracking TEXT NOT NULL UNIQUE,
    PRIMARY KEY (shipment_id, fence, n)
) STRICT, WITHOUT ROWID;
INSERT INTO shipment_tracking_2 SELECT t.shipment_id, s.fence, t.n, t.tracking
    FROM shipment_tracking t JOIN shipment s ON s.shipment_id = t.shipment_id;
DROP TABLE shipment_tracking;
ALTER TABLE shipment_tracking_2 RENAME TO shipment_tracking;

-- Numbers that leave the house come from counters, so that none is given twice.
INSERT INTO counter SELECT 'journal_no', coalesce(max(journal_no), 0) + 1
    FROM journal;
INSERT INTO counter SELECT 'order_id', coalesce(max(order_id), 0) + 1
    FROM orders;
INSERT INTO counter SELECT 'shipment_id', coalesce(max(shipment_id), 0) + 1
    FROM shipment;
INSERT INTO counter SELECT 'parcel_id', coalesce(max(parcel_id), 0) + 1
    FROM parcel;
INSERT INTO counter SELECT 'manifest_id', coalesce(max(manifest_id), 0) + 1
    FROM manifest;
