-- Who may call, for how long, and who was refused.

CREATE TABLE session_2 (
    session_id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,    -- of the cookie
    person_id INTEGER NOT NULL REFERENCES person,
    made_ms INTEGER NOT NULL,       -- 0: before step 4
    used_ms INTEGER NOT NULL,       -- the last time, within a minute
    until_ms INTEGER NOT NULL,
    peer TEXT NOT NULL              -- the address then
) STRICT;
INSERT INTO session_2 (digest, person_id, made_ms, used_ms, until_ms, peer)
    SELECT digest, person_id, 0, 0, until_ms, '' FROM session
    ORDER BY until_ms;
DROP TABLE session;
ALTER TABLE session_2 RENAME TO session;
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_until ON session (until_ms);

-- What tokens could do before there were scopes they still can.
ALTER TABLE token ADD COLUMN scope TEXT NOT NULL DEFAULT 'manager'
    CHECK (scope IN ('read', 'orders', 'floor', 'manager'));
ALTER TABLE token ADD COLUMN used_ms INTEGER NOT NULL DEFAULT 0; -- as above
ALTER TABLE token ADD COLUMN peer TEXT NOT NULL DEFAULT '';
ALTER TABLE token ADD COLUMN gone_ms INTEGER NOT NULL DEFAULT 0; -- withdrawn
ALTER TABLE token ADD COLUMN gone_why TEXT NOT NULL DEFAULT '';

ALTER TABLE station ADD COLUMN made_ms INTEGER NOT NULL DEFAULT 0; -- its token
ALTER TABLE station ADD COLUMN gone_ms INTEGER NOT NULL DEFAULT 0; -- withdrawn
ALTER TABLE station ADD COLUMN gone_why TEXT NOT NULL DEFAULT '';

-- Changes of rights, and refusals: of those one row a minute for each who, the
-- others counted.
CREATE TABLE access_event (
    access_event_id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    is_refusal INTEGER NOT NULL CHECK (is_refusal IN (0, 1)),
    person_id INTEGER NOT NULL,     -- who did it; 0 for none known, a program
    who TEXT NOT NULL,              -- login, token's name; as it was typed
    peer TEXT NOT NULL,             -- the address it came from
    about TEXT NOT NULL,            -- whom, or what, it was done to
    note TEXT NOT NULL,             -- the reason
    count INTEGER NOT NULL CHECK (count >= 1)
) STRICT;
CREATE INDEX access_event_refusal ON access_event (access_event_id)
    WHERE is_refusal = 1;
