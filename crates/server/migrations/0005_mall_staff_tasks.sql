-- What was left in a lot when it ended and was booked as such; Σ of `ledger_lots` has it, too.
ALTER TABLE lots ADD COLUMN ended BIGINT NOT NULL DEFAULT 0;
-- The lot whose points came back in this one after a redemption was undone: the first that they were in.
ALTER TABLE lots ADD COLUMN origin BIGINT;
CREATE INDEX lots_ends ON lots (ends_at) WHERE left_points > 0;
-- The member reads their ledger by time: an end stands where it happened, whenever it was booked.
CREATE INDEX ledger_at ON ledger (member_id, at);

-- Until when the member has seen the inbox.
ALTER TABLE members ADD COLUMN inbox_seen_at BIGINT NOT NULL DEFAULT 0;

-- What the mall offers. `terms` is JSON: everything of an item that does not count down. What is left is `stock - taken`: an
-- edit sets `stock`, the whole of it, and never what was taken.
CREATE TABLE mall_items (
    id TEXT PRIMARY KEY,
    -- The order of the list.
    place BIGINT NOT NULL,
    terms TEXT NOT NULL,
    stock BIGINT NOT NULL CHECK (stock >= 0),
    taken BIGINT NOT NULL DEFAULT 0 CHECK (taken >= 0 AND taken <= stock),
    -- 0: withdrawn; orders keep it.
    offered BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Pictures by the hash of their content; `body` is base64.
CREATE TABLE pictures (
    hash TEXT PRIMARY KEY,
    content_type TEXT NOT NULL,
    body TEXT NOT NULL,
    added_at BIGINT NOT NULL
);

CREATE TABLE addresses (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id),
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    region TEXT NOT NULL,
    street TEXT NOT NULL,
    preferred BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX addresses_member ON addresses (member_id);

-- A redemption. What was agreed is kept as it was: `item` and `delivery` are JSON.
CREATE TABLE orders (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id),
    item_id TEXT NOT NULL REFERENCES mall_items (id),
    item TEXT NOT NULL,
    delivery TEXT NOT NULL,
    -- The shop that hands it over or sends it; of a voucher: the one that took it, `NULL` until then.
    store TEXT,
    -- 12 digits; `NULL` for what is sent without money due.
    code TEXT UNIQUE,
    state TEXT NOT NULL,
    points BIGINT NOT NULL CHECK (points >= 0),
    fen BIGINT NOT NULL CHECK (fen >= 0),
    -- What of `fen` was paid.
    paid_fen BIGINT NOT NULL DEFAULT 0 CHECK (paid_fen >= 0 AND paid_fen <= fen),
    created_at BIGINT NOT NULL,
    -- The state ends by itself then: a reserved order expires, a shipped one counts as received.
    lapses_at BIGINT,
    received_at BIGINT,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id)
);
CREATE INDEX orders_member ON orders (member_id, id);
CREATE INDEX orders_item ON orders (item_id, member_id);
CREATE INDEX orders_store ON orders (store, state);
CREATE INDEX orders_state ON orders (state, lapses_at);

-- Everything that happened to an order, append-only.
CREATE TABLE order_steps (
    order_id BIGINT NOT NULL REFERENCES orders (id),
    n BIGINT NOT NULL,
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- `NULL`: the member, or time.
    staff_id BIGINT,
    -- 1: it went back to this state, staff undid what came before; `note` is the reason.
    undone BIGINT NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (order_id, n)
);

-- A member says that what they were given is faulty.
CREATE TABLE order_claims (
    order_id BIGINT PRIMARY KEY REFERENCES orders (id),
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    decided_at BIGINT,
    accepted BIGINT,
    answer TEXT NOT NULL DEFAULT '',
    staff_id BIGINT
);

CREATE TABLE staff (
    id BIGINT PRIMARY KEY,
    phone TEXT NOT NULL,
    name TEXT NOT NULL,
    -- `clerk` or `manager`
    role TEXT NOT NULL,
    store TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
-- One who works here has one place of work.
CREATE UNIQUE INDEX staff_phone ON staff (phone) WHERE revoked_at IS NULL;

CREATE TABLE staff_sessions (
    id BIGINT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    user_agent TEXT NOT NULL
);
CREATE INDEX staff_sessions_staff ON staff_sessions (staff_id);

-- Whose session the answer came with, where it was one of staff.
ALTER TABLE idempotency ADD COLUMN staff_id BIGINT;

-- Who did what, when and where; append-only. `action` is a name of the contract, `order_id` and `member_id` what it was done to.
CREATE TABLE staff_log (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    store TEXT NOT NULL,
    session_id BIGINT NOT NULL,
    action TEXT NOT NULL,
    order_id BIGINT,
    member_id BIGINT,
    task TEXT,
    -- Money that was taken; with an undoing or an accepted claim, what was given back.
    paid_fen BIGINT NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    -- The action that this one undid.
    undoes BIGINT UNIQUE
);
CREATE INDEX staff_log_store ON staff_log (store, id);
CREATE INDEX staff_log_staff ON staff_log (staff_id, id);

-- A member was in a shop on a day: scanned its code there.
CREATE TABLE visits (
    member_id BIGINT NOT NULL REFERENCES members (id),
    day TEXT NOT NULL,
    store TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (member_id, day, store)
);

-- Staff saw that a member did what a task asks.
CREATE TABLE task_confirmations (
    member_id BIGINT NOT NULL REFERENCES members (id),
    task TEXT NOT NULL,
    period TEXT NOT NULL,
    at BIGINT NOT NULL,
    staff_id BIGINT NOT NULL REFERENCES staff (id),
    PRIMARY KEY (member_id, task, period)
);

-- Rewards of tasks that were claimed: once for each period (empty for a task that is done once).
CREATE TABLE task_claims (
    member_id BIGINT NOT NULL REFERENCES members (id),
    task TEXT NOT NULL,
    period TEXT NOT NULL,
    -- 1; what was undone and then done again in the same period is 2, 3 …
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    points BIGINT NOT NULL CHECK (points > 0),
    -- The lot that the reward opened, unless all of it repaid debt.
    lot_id BIGINT NOT NULL,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    -- A refund undid it then.
    undone_at BIGINT,
    PRIMARY KEY (member_id, task, period, n)
);
-- Whatever comes at the same time: one of a period stands.
CREATE UNIQUE INDEX task_claims_standing ON task_claims (member_id, task, period) WHERE undone_at IS NULL;
