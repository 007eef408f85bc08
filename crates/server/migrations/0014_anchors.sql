-- Where each member's ledger ended when a day's anchor was made; no row where it ended as it did before. `salt` keeps the leaf from being
-- guessed, `card` is part of it.
CREATE TABLE anchored_heads (
    member_id BIGINT NOT NULL REFERENCES members (id),
    anchor BIGINT NOT NULL,
    card TEXT NOT NULL,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL,
    salt TEXT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (member_id, anchor)
);

-- What is published each day; append-only.
CREATE TABLE anchors (
    n BIGINT PRIMARY KEY,
    day TEXT NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    -- The last member whose place is in the tree, and how many places that has.
    members BIGINT NOT NULL,
    places BIGINT NOT NULL,
    heads TEXT NOT NULL,
    -- JSON: what the tables come to that only grow, each with its rows; `causes` is its digest.
    detail TEXT NOT NULL,
    causes TEXT NOT NULL,
    -- What the log comes to with this one.
    log TEXT NOT NULL,
    -- By the key of the settings; `NULL` without one.
    mac TEXT,
    -- The nodes above each 1024 leaves, one behind the other: of the newest only, the others can be made anew.
    blocks TEXT NOT NULL,
    -- When the address of the settings took it.
    sent_at BIGINT,
    seal TEXT NOT NULL
);

-- How far the anchor that is being made has come through the members.
CREATE TABLE anchor_rounds (
    n BIGINT PRIMARY KEY,
    after_id BIGINT NOT NULL,
    -- 1: it has them all.
    whole BIGINT NOT NULL
);
