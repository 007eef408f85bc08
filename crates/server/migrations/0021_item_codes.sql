-- Codes that were made in one go, all of one kind of goods, with what is known of how they were made and checked.
CREATE TABLE item_batches (
    id BIGINT PRIMARY KEY,
    number TEXT NOT NULL REFERENCES goods (number),
    -- How many there are to be, and how many there are: they are made some at a time.
    wanted BIGINT NOT NULL CHECK (wanted > 0),
    made BIGINT NOT NULL CHECK (made >= 0 AND made <= wanted),
    -- What the codes come to, one after the other.
    digest TEXT NOT NULL,
    lot TEXT NOT NULL,
    -- Days; empty: not known.
    produced TEXT NOT NULL,
    checked TEXT NOT NULL,
    quality_zh TEXT NOT NULL,
    quality_en TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    seal TEXT NOT NULL
);

-- One piece each.
CREATE TABLE item_codes (
    code TEXT PRIMARY KEY,
    batch_id BIGINT NOT NULL REFERENCES item_batches (id),
    -- 1, 2, 3 … in its batch.
    n BIGINT NOT NULL
);
CREATE INDEX item_codes_batch ON item_codes (batch_id, n);

-- That a piece was somebody's: the one without an end is its owner now.
CREATE TABLE item_registrations (
    id BIGINT PRIMARY KEY,
    code TEXT NOT NULL REFERENCES item_codes (code),
    -- The how manieth of the piece.
    n BIGINT NOT NULL,
    member_id BIGINT NOT NULL REFERENCES members (id),
    at BIGINT NOT NULL,
    -- `receipt`, `first_come` or `given`
    how TEXT NOT NULL,
    -- The purchase that it comes from, whoever owns it by now.
    sale_id BIGINT REFERENCES sales (id),
    -- The day of it, or of the first registration.
    bought TEXT NOT NULL,
    -- The last day on which it is repaired, as it was promised then; `NULL`: it never is.
    warranty_until TEXT,
    -- What it brought, and the lot that they opened.
    points BIGINT NOT NULL CHECK (points >= 0),
    lot_id BIGINT NOT NULL,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    -- When the points were taken back.
    undone_at BIGINT,
    ended_at BIGINT,
    -- Empty; `given`, `returned`, `closed` or `released`
    ended_why TEXT NOT NULL,
    -- With which somebody else can take it over, until when, and how often a wrong one was tried.
    offer_code TEXT,
    offer_until BIGINT,
    offer_tries BIGINT NOT NULL,
    seal TEXT NOT NULL,
    UNIQUE (code, n)
);
-- Whatever comes at the same time: a piece has one owner.
CREATE UNIQUE INDEX item_registrations_owner ON item_registrations (code) WHERE ended_at IS NULL;
CREATE INDEX item_registrations_member ON item_registrations (member_id);
CREATE INDEX item_registrations_sale ON item_registrations (sale_id) WHERE sale_id IS NOT NULL;

-- That a code was looked at on a day in a city (empty: nobody says where), the first time that it was.
CREATE TABLE item_sightings (
    code TEXT NOT NULL REFERENCES item_codes (code),
    day TEXT NOT NULL,
    city TEXT NOT NULL,
    at BIGINT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (code, day, city)
);

CREATE TABLE item_repairs (
    id BIGINT PRIMARY KEY,
    code TEXT NOT NULL REFERENCES item_codes (code),
    member_id BIGINT NOT NULL REFERENCES members (id),
    store TEXT NOT NULL,
    seal TEXT NOT NULL
);
CREATE INDEX item_repairs_member ON item_repairs (member_id);
CREATE INDEX item_repairs_code ON item_repairs (code);
CREATE INDEX item_repairs_store ON item_repairs (store);

-- Everything that happened to a repair, append-only; the first step is the question, the last one says how far it is.
CREATE TABLE item_repair_steps (
    nth BIGINT PRIMARY KEY,
    repair_id BIGINT NOT NULL REFERENCES item_repairs (id),
    n BIGINT NOT NULL,
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- `NULL`: the owner.
    staff_id BIGINT REFERENCES staff (id),
    -- What either says to the other.
    note TEXT NOT NULL,
    seal TEXT NOT NULL,
    UNIQUE (repair_id, n)
);
