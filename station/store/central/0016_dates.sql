-- Items whose date is asked for at the bench when their code has none, and kits
-- that lie on the shelf assembled: one scan of their own code is all parts.

ALTER TABLE item ADD COLUMN needs_expiry INTEGER NOT NULL DEFAULT 0
    CHECK (needs_expiry IN (0, 1));
ALTER TABLE item ADD COLUMN is_assembled INTEGER NOT NULL DEFAULT 0
    CHECK (is_assembled IN (0, 1));
