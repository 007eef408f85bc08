-- A row a member and business day: whoever comes second finds it taken.
CREATE TABLE check_ins (
    member_id BIGINT NOT NULL REFERENCES members (id),
    day TEXT NOT NULL,
    at BIGINT NOT NULL,
    points BIGINT NOT NULL CHECK (points > 0),
    -- What making up for it cost; 0 on the day itself.
    price BIGINT NOT NULL CHECK (price >= 0),
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    PRIMARY KEY (member_id, day)
);
