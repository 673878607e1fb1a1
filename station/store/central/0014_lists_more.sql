-- Lists of exceptions by kind, of messages by channel, of manifests by warehouse
-- and of items that a channel made and nobody completed.

CREATE INDEX exception_open_kind ON exception (done_ms, kind, exception_id);
CREATE INDEX delivery_channel ON delivery (channel, state, delivery_id);
CREATE INDEX inbox_channel ON inbox (channel, state, inbox_id);
CREATE INDEX manifest_warehouse ON manifest (warehouse_id, manifest_id);
CREATE INDEX item_draft ON item (item_id) WHERE is_draft = 1;
