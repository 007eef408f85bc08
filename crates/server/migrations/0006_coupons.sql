-- How many coupons of a template were given to anybody, whatever became of them. Its stock is the policy's: an edit sets the
-- whole of it, and never what was given.
CREATE TABLE coupon_templates (
    id TEXT PRIMARY KEY,
    taken BIGINT NOT NULL CHECK (taken >= 0)
);

-- What a till asked for, and what it was answered. Replaced by a later quote under the same key, or sold; else it runs out.
CREATE TABLE quotes (
    id BIGINT PRIMARY KEY,
    -- That of the sale to come: `till:{store}:{number}`.
    key TEXT NOT NULL,
    member_id BIGINT REFERENCES members (id),
    at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    -- JSON: each line as it must be sold, and its way there.
    lines TEXT NOT NULL,
    -- What is due for the goods, and for having them sent.
    goods_fen BIGINT NOT NULL CHECK (goods_fen >= 0),
    delivery_fen BIGINT NOT NULL CHECK (delivery_fen >= 0),
    -- JSON: what is handed over besides.
    gifts TEXT NOT NULL,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    replaced_at BIGINT,
    sale_id BIGINT UNIQUE REFERENCES sales (id)
);
-- Whatever comes at the same time: one of a sale stands.
CREATE UNIQUE INDEX quotes_standing ON quotes (key) WHERE replaced_at IS NULL AND sale_id IS NULL;
CREATE INDEX quotes_unsold ON quotes (until) WHERE sale_id IS NULL;

-- Coupons that members hold, or held. What one does is the template `template_id` of the policy of `rule_version`, for good. Its
-- state is what is noted here and the clock.
CREATE TABLE coupons (
    id BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id),
    -- The natural identity: `claim:{template}:{n}`, `joining:{template}:{n}`, or what a grant says.
    key TEXT NOT NULL,
    template_id TEXT NOT NULL,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    given_at BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT,
    -- A quote counts on it until then; both or neither.
    quote_id BIGINT REFERENCES quotes (id),
    locked_until BIGINT,
    -- `sale:{id}` or `staff:{entry of the log}`; both or neither.
    used_by TEXT,
    used_at BIGINT,
    voided_at BIGINT,
    void_reason TEXT,
    -- `NULL`: what it was given for was undone. It comes back with that.
    voided_by BIGINT REFERENCES staff (id),
    UNIQUE (member_id, key)
);
CREATE INDEX coupons_quote ON coupons (quote_id);
CREATE INDEX coupons_locked ON coupons (locked_until) WHERE locked_until IS NOT NULL;
CREATE INDEX coupons_used_by ON coupons (used_by);

-- How far the round of a business day has come through the members, to give what is due.
CREATE TABLE coupon_rounds (
    day TEXT PRIMARY KEY,
    after_id BIGINT NOT NULL
);

-- A coupon that staff took, or took away.
ALTER TABLE staff_log ADD COLUMN coupon_id BIGINT;

-- A line for which nothing was paid comes back without money; points that had paid for goods come back.
CREATE TABLE refunds_of_all (
    id BIGINT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    sale_id BIGINT NOT NULL REFERENCES sales (id),
    member_id BIGINT NOT NULL REFERENCES members (id),
    number TEXT NOT NULL,
    at BIGINT NOT NULL,
    day TEXT NOT NULL,
    amount_fen BIGINT NOT NULL CHECK (amount_fen >= 0),
    taken_back BIGINT NOT NULL CHECK (taken_back >= 0),
    debt BIGINT NOT NULL CHECK (debt >= 0),
    points_back BIGINT NOT NULL DEFAULT 0 CHECK (points_back >= 0),
    tier_from TEXT NOT NULL,
    tier_to TEXT NOT NULL,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    -- JSON: [{"line":0,"amount":1200}]
    lines TEXT NOT NULL
);
INSERT INTO refunds_of_all (id, key, sale_id, member_id, number, at, day, amount_fen, taken_back, debt, tier_from, tier_to,
    rule_version, lines)
    SELECT id, key, sale_id, member_id, number, at, day, amount_fen, taken_back, debt, tier_from, tier_to, rule_version, lines
    FROM refunds;
DROP TABLE refunds;
ALTER TABLE refunds_of_all RENAME TO refunds;
CREATE INDEX refunds_sale ON refunds (sale_id);
CREATE INDEX refunds_member ON refunds (member_id, at);
