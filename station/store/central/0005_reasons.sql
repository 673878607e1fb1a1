-- Why a person did what takes something away, and who it was.

ALTER TABLE exception ADD COLUMN done_person_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exception ADD COLUMN done_why TEXT NOT NULL DEFAULT '';
ALTER TABLE rule ADD COLUMN why TEXT NOT NULL DEFAULT '';  -- it was ended
