-- The buyer's words to whom a parcel goes, apart from the packer's note.

ALTER TABLE ship_group ADD COLUMN gift_text TEXT NOT NULL DEFAULT '';
