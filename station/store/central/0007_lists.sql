-- Lists by channel, by the time due, and by warehouse.

CREATE INDEX orders_channel ON orders (channel, order_id);
CREATE INDEX orders_channel_state ON orders (channel, state, order_id);
CREATE INDEX orders_state_due ON orders (state, due_ms, order_id);
CREATE INDEX shipment_warehouse ON shipment
    (warehouse_id, state, shipment_id);
