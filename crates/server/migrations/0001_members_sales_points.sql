-- One text for SQLite and PostgreSQL: 64-bit integers, text, nothing else. Instants are microseconds since 1970 (UTC),
-- days are YYYY-MM-DD in the brand's zone, money is fen, secrets are hexadecimal. Ids are given by the writer.

-- Every policy that was ever applied; the highest id is in force.
CREATE TABLE rule_versions (
    id BIGINT PRIMARY KEY,
    applied_at BIGINT NOT NULL,
    source TEXT NOT NULL
);

-- The next id of each kind of row, and the next serial of each card prefix. One row a name.
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    next BIGINT NOT NULL
);

-- The tier is not stored: it is what a walk through the sales and invitations gives at any day.
CREATE TABLE members (
    id BIGINT PRIMARY KEY,
    card TEXT NOT NULL UNIQUE,
    phone TEXT UNIQUE,
    -- The name of a customer in an import; once the account is closed, a hash of it.
    imported_as TEXT UNIQUE,
    name TEXT,
    birthday TEXT,
    store TEXT,
    joined_at BIGINT NOT NULL,
    joined_day TEXT NOT NULL,
    closed_at BIGINT,
    -- Points owed after a refund of spent ones.
    debt BIGINT NOT NULL DEFAULT 0 CHECK (debt >= 0),
    -- The end of the member's ledger chain.
    ledger_seq BIGINT NOT NULL DEFAULT 0,
    ledger_hash TEXT NOT NULL
);

CREATE TABLE invitations (
    member_id BIGINT NOT NULL REFERENCES members (id),
    day TEXT NOT NULL,
    at BIGINT NOT NULL,
    tier TEXT NOT NULL,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    PRIMARY KEY (member_id, at)
);

-- A session is a signed-in browser, and the device that makes its member codes.
CREATE TABLE sessions (
    id BIGINT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    member_id BIGINT NOT NULL REFERENCES members (id),
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    user_agent TEXT NOT NULL,
    locator TEXT NOT NULL UNIQUE,
    secret TEXT NOT NULL
);
CREATE INDEX sessions_member ON sessions (member_id);

-- A member code counts once.
CREATE TABLE code_uses (
    locator TEXT NOT NULL,
    step BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (locator, step)
);

CREATE TABLE consent_log (
    member_id BIGINT NOT NULL REFERENCES members (id),
    n BIGINT NOT NULL,
    consent TEXT NOT NULL,
    version TEXT NOT NULL,
    given BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (member_id, n)
);

CREATE TABLE one_time_codes (
    id BIGINT PRIMARY KEY,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    salt TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    used_at BIGINT
);
CREATE INDEX one_time_codes_phone ON one_time_codes (phone, sent_at);
CREATE INDEX one_time_codes_address ON one_time_codes (address, sent_at);

CREATE TABLE till_keys (
    id BIGINT PRIMARY KEY,
    store TEXT NOT NULL,
    name TEXT NOT NULL,
    key_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

-- The answers of writes, under the caller's scope and key, written with what they did.
CREATE TABLE idempotency (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_at ON idempotency (at);

-- `key` is the natural identity: `till:{store}:{number}` or `import:{hash of the customer}:{day}:{fen}:{n}`.
-- `lines` is JSON: what the receipt shows, each line with its share of the points and what was refunded of it.
CREATE TABLE sales (
    id BIGINT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    member_id BIGINT NOT NULL REFERENCES members (id),
    store TEXT,
    number TEXT NOT NULL,
    at BIGINT NOT NULL,
    day TEXT NOT NULL,
    booked_at BIGINT NOT NULL,
    list_fen BIGINT NOT NULL CHECK (list_fen >= 0),
    paid_fen BIGINT NOT NULL CHECK (paid_fen >= 0),
    refunded_fen BIGINT NOT NULL DEFAULT 0 CHECK (refunded_fen >= 0 AND refunded_fen <= paid_fen),
    earned BIGINT NOT NULL CHECK (earned >= 0),
    taken_back BIGINT NOT NULL DEFAULT 0 CHECK (taken_back >= 0 AND taken_back <= earned),
    tier TEXT NOT NULL,
    multiplier TEXT NOT NULL,
    points_until TEXT,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    lines TEXT NOT NULL
);
CREATE INDEX sales_member ON sales (member_id, at, id);

CREATE TABLE refunds (
    id BIGINT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    sale_id BIGINT NOT NULL REFERENCES sales (id),
    member_id BIGINT NOT NULL REFERENCES members (id),
    number TEXT NOT NULL,
    at BIGINT NOT NULL,
    day TEXT NOT NULL,
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
    taken_back BIGINT NOT NULL CHECK (taken_back >= 0),
    debt BIGINT NOT NULL CHECK (debt >= 0),
    tier_from TEXT NOT NULL,
    tier_to TEXT NOT NULL,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    -- JSON: [{"line":0,"amount":1200}]
    lines TEXT NOT NULL
);
CREATE INDEX refunds_sale ON refunds (sale_id);
CREATE INDEX refunds_member ON refunds (member_id, at);

-- Points that were earned together and end together.
CREATE TABLE lots (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id),
    seq BIGINT NOT NULL,
    sale_id BIGINT REFERENCES sales (id),
    amount BIGINT NOT NULL CHECK (amount > 0),
    left_points BIGINT NOT NULL CHECK (left_points >= 0 AND left_points <= amount),
    earned_at BIGINT NOT NULL,
    ends_at BIGINT
);
CREATE INDEX lots_member ON lots (member_id);
CREATE INDEX lots_sale ON lots (sale_id);

-- Append-only and chained by member.
CREATE TABLE ledger (
    member_id BIGINT NOT NULL REFERENCES members (id),
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    points BIGINT NOT NULL,
    -- The part that opened a lot or left lots; the rest of `points` changed the debt.
    lot_points BIGINT NOT NULL,
    at BIGINT NOT NULL,
    booked_at BIGINT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    hash TEXT NOT NULL,
    PRIMARY KEY (member_id, seq)
);

-- Which lots a debit took from.
CREATE TABLE ledger_lots (
    member_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    lot_id BIGINT NOT NULL REFERENCES lots (id),
    points BIGINT NOT NULL CHECK (points > 0),
    at BIGINT NOT NULL,
    PRIMARY KEY (member_id, seq, lot_id)
);
CREATE INDEX ledger_lots_lot ON ledger_lots (lot_id);

-- Imports: what a file holds is staged first, then booked member by member. Both parts resume.
CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    started_at BIGINT NOT NULL,
    staged_lines BIGINT NOT NULL DEFAULT 0,
    staged BIGINT NOT NULL DEFAULT 0,
    booked_until TEXT NOT NULL DEFAULT '',
    -- What booking has come to so far, over all runs.
    booked BIGINT NOT NULL DEFAULT 0,
    known BIGINT NOT NULL DEFAULT 0,
    left_out BIGINT NOT NULL DEFAULT 0,
    new_members BIGINT NOT NULL DEFAULT 0,
    points BIGINT NOT NULL DEFAULT 0,
    finished_at BIGINT
);
CREATE TABLE import_rows (
    import_id TEXT NOT NULL REFERENCES imports (id),
    line BIGINT NOT NULL,
    customer TEXT NOT NULL,
    day TEXT NOT NULL,
    paid_fen BIGINT NOT NULL,
    PRIMARY KEY (import_id, line)
);
CREATE INDEX import_rows_customer ON import_rows (import_id, customer, day, line);
