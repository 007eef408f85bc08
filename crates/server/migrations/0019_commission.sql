-- What a purchase comes to for who brought the one who bought: from its lines and the rules of its day. `day`: of the purchase; `due_at`: when it is
-- given, until that is booked; `points`, `lot_id`, `given_at`, `given_version`: as it was given, 0 points where nothing was.
CREATE TABLE commissions (
    nth BIGINT NOT NULL PRIMARY KEY,
    sale BIGINT NOT NULL REFERENCES sales (id),
    member_id BIGINT NOT NULL REFERENCES members (id),
    level BIGINT NOT NULL,
    tier TEXT NOT NULL,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    day TEXT NOT NULL,
    due_at BIGINT,
    points BIGINT,
    lot_id BIGINT,
    given_at BIGINT,
    given_version BIGINT REFERENCES rule_versions (id),
    seal TEXT NOT NULL,
    UNIQUE (sale, member_id)
);
CREATE INDEX commissions_member ON commissions (member_id, day);
CREATE INDEX commissions_due ON commissions (due_at) WHERE due_at IS NOT NULL;

-- What of it was taken back afterwards, the first time, the second …; `moved`: less what had ended before.
CREATE TABLE commission_returns (
    commission BIGINT NOT NULL REFERENCES commissions (nth),
    n BIGINT NOT NULL,
    member_id BIGINT NOT NULL REFERENCES members (id),
    points BIGINT NOT NULL,
    moved BIGINT NOT NULL,
    at BIGINT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (commission, n)
);
CREATE INDEX commission_returns_member ON commission_returns (member_id);
