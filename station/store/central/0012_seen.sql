-- Earlier contents of orders that came without a version: an old file that is
-- read again does not undo what a newer one changed.

CREATE TABLE order_seen (
    order_id INTEGER NOT NULL REFERENCES orders,
    digest TEXT NOT NULL,
    PRIMARY KEY (order_id, digest)
) STRICT, WITHOUT ROWID;
