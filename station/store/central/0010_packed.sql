-- An order is packed, and shipped when all of it was handed over.

CREATE TABLE orders_2 (
    order_id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    channel_ref TEXT NOT NULL,      -- the channel's own number, never changes
    order_no TEXT NOT NULL,         -- for people; may repeat
    version INTEGER NOT NULL,       -- grows with each change at the channel
    state TEXT NOT NULL CHECK (state IN
        ('held', 'waiting', 'allocated', 'released', 'part_shipped',
         'packed', 'shipped', 'delivered', 'cancelled')),
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
INSERT INTO orders_2 SELECT order_id, channel, channel_ref, order_no, version,
    CASE WHEN state = 'shipped' AND EXISTS (SELECT 1 FROM shipment s
    WHERE s.order_id = orders.order_id AND s.state = 'packed')
    THEN 'packed' ELSE state END, state_ms, alarm_ms, profile, payment, digest,
    customer, email, country, currency, total_minor, tote, po_number,
    placed_ms, due_ms, made_ms FROM orders;
DROP TABLE orders;
ALTER TABLE orders_2 RENAME TO orders;
CREATE INDEX orders_no ON orders (order_no);
CREATE INDEX orders_state ON orders (state, order_id);
CREATE INDEX orders_alarm ON orders (alarm_ms) WHERE alarm_ms > 0;
CREATE INDEX orders_customer ON orders (customer);
CREATE INDEX orders_email ON orders (email) WHERE email <> '';
CREATE INDEX orders_no_folded ON orders (lower(order_no));
CREATE INDEX orders_email_folded ON orders (lower(email)) WHERE email <> '';
CREATE INDEX orders_channel ON orders (channel, order_id);
CREATE INDEX orders_channel_state ON orders (channel, state, order_id);
CREATE INDEX orders_state_due ON orders (state, due_ms, order_id);

-- What nobody scanned at the lorry, and why it went all the same.
ALTER TABLE manifest ADD COLUMN unscanned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE manifest ADD COLUMN why TEXT NOT NULL DEFAULT '';
