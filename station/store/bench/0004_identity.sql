-- In which turn of the feed each copy was seen last. A feed begins anew when
-- central's database is another one than before, or this file is: what it does
-- not name until its end is not there any more.
ALTER TABLE item ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE code ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE box ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE serial ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE work ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
