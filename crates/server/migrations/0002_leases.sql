-- Who does a recurring job just now: any number of servers may run, one of them at a time does each.
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);

-- 1: the answer came with a new session, which is given anew when the request is sent again.
ALTER TABLE idempotency ADD COLUMN session BIGINT NOT NULL DEFAULT 0;
