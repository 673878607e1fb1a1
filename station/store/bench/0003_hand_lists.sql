-- Which handheld has the picking list of an order, and until when: who asks for
-- the next in line gets one that nobody has.
ALTER TABLE work ADD COLUMN hand TEXT NOT NULL DEFAULT '';
ALTER TABLE work ADD COLUMN hand_until_ms INTEGER NOT NULL DEFAULT 0;
