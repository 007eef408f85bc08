-- Who does a recurring job just now: any number of servers may run, one of them at a time does each.
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);
