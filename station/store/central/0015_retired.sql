-- Whose number it is that was lent to a shipment: it may be lent anew with
-- another service while labels of the first carrier may still be printed.

ALTER TABLE shipment_tracking ADD COLUMN carrier TEXT NOT NULL DEFAULT '';
UPDATE shipment_tracking SET carrier = (SELECT s.carrier FROM shipment s
    WHERE s.shipment_id = shipment_tracking.shipment_id)
    WHERE EXISTS (SELECT 1 FROM shipment s
    WHERE s.shipment_id = shipment_tracking.shipment_id);
