-- How far each handheld's journal is safe here. A scan's number is written in
-- the transaction of what it did, so that one that comes again does nothing.
CREATE TABLE handheld (
    name TEXT NOT NULL,             -- its serial
    journal_id INTEGER NOT NULL,    -- records count anew in each journal
    record_seq INTEGER NOT NULL     -- all up to here are in this file
        CHECK (record_seq >= 0),
    PRIMARY KEY (name, journal_id)
) STRICT;
