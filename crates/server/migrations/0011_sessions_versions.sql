-- Sessions of everybody who signs in, in one table: of a member or of one of staff. Those of staff get numbers beyond the members',
-- in the log, too.
CREATE TABLE sessions_of_all (
    id BIGINT PRIMARY KEY,
    member_id BIGINT REFERENCES members (id),
    staff_id BIGINT REFERENCES staff (id),
    token_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    user_agent TEXT NOT NULL,
    -- The device that makes a member's codes; staff have none.
    locator TEXT UNIQUE,
    secret TEXT,
    CHECK ((member_id IS NULL) <> (staff_id IS NULL)),
    CHECK ((locator IS NULL) = (member_id IS NULL) AND (secret IS NULL) = (member_id IS NULL))
);
INSERT INTO sessions_of_all (id, member_id, token_hash, created_at, last_seen_at, expires_at, user_agent, locator, secret)
    SELECT id, member_id, token_hash, created_at, last_seen_at, expires_at, user_agent, locator, secret FROM sessions;
INSERT INTO counters (name, next) SELECT 'sessions', 1 WHERE NOT EXISTS (SELECT 1 FROM counters WHERE name = 'sessions');
INSERT INTO sessions_of_all (id, staff_id, token_hash, created_at, last_seen_at, expires_at, user_agent)
    SELECT s.id + c.next, s.staff_id, s.token_hash, s.created_at, s.created_at, s.expires_at, s.user_agent
    FROM staff_sessions s, counters c WHERE c.name = 'sessions';
UPDATE staff_log SET session_id = session_id + (SELECT next FROM counters WHERE name = 'sessions');
UPDATE counters SET next = next + 1 + (SELECT COALESCE(MAX(next), 0) FROM counters WHERE name = 'staff_sessions')
    WHERE name = 'sessions';
DROP TABLE sessions;
DROP TABLE staff_sessions;
ALTER TABLE sessions_of_all RENAME TO sessions;
CREATE INDEX sessions_member ON sessions (member_id);
CREATE INDEX sessions_staff ON sessions (staff_id);

-- Raised by every write that concerns the member: whatever was computed from what is stored of them holds as long as it stays.
ALTER TABLE members ADD COLUMN version BIGINT NOT NULL DEFAULT 0;

-- An answer knows the session that began with it, whether one ended with it, and the member whom it names to others.
ALTER TABLE idempotency DROP COLUMN session;
ALTER TABLE idempotency DROP COLUMN staff_id;
ALTER TABLE idempotency ADD COLUMN began BIGINT;
ALTER TABLE idempotency ADD COLUMN ended BIGINT NOT NULL DEFAULT 0;
ALTER TABLE idempotency ADD COLUMN member_id BIGINT;
CREATE INDEX idempotency_member ON idempotency (member_id) WHERE member_id IS NOT NULL;
