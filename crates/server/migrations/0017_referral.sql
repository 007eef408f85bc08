-- Each member's link, /r/{code}, and whether friends read the member's first name.
CREATE TABLE referral_links (
    member_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id),
    code TEXT NOT NULL UNIQUE,
    made_at BIGINT NOT NULL,
    shows_name BIGINT NOT NULL,
    seal TEXT NOT NULL
);

-- Whose link a browser, or whoever asked for a code with a number, opened last. Neither token nor number is kept: a hash.
CREATE TABLE referral_openings (
    opener TEXT NOT NULL PRIMARY KEY,
    inviter_id BIGINT NOT NULL REFERENCES members (id),
    opened_at BIGINT NOT NULL,
    -- When this was noted: of a number, when a code was asked for with it.
    noted_at BIGINT NOT NULL,
    seal TEXT NOT NULL
);
CREATE INDEX referral_openings_at ON referral_openings (opened_at);

-- What hashes of a month are salted with; it goes with the last of them.
CREATE TABLE referral_salts (
    month TEXT NOT NULL PRIMARY KEY,
    salt TEXT NOT NULL,
    seal TEXT NOT NULL
);

-- In which browser a member joined or signed in, and which number one had who left: salted hashes, for 90 days.
CREATE TABLE referral_seen (
    mark TEXT NOT NULL,
    member_id BIGINT NOT NULL REFERENCES members (id),
    at BIGINT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (mark, member_id)
);
CREATE INDEX referral_seen_at ON referral_seen (at);

-- Who brought whom, once and for good. `sale_id`: the purchase that decides, with its day, and when it is settled (`due_at`, until that is
-- booked); `removed_at`: it came back, or the friend left before.
CREATE TABLE referral_binds (
    nth BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL UNIQUE REFERENCES members (id),
    inviter_id BIGINT NOT NULL REFERENCES members (id),
    opened_at BIGINT NOT NULL,
    bound_at BIGINT NOT NULL,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    buy_until BIGINT NOT NULL,
    sale_id BIGINT REFERENCES sales (id),
    bought_on TEXT,
    due_at BIGINT,
    removed_at BIGINT,
    seal TEXT NOT NULL
);
CREATE INDEX referral_binds_inviter ON referral_binds (inviter_id, bound_at);
CREATE INDEX referral_binds_due ON referral_binds (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX referral_binds_bought ON referral_binds (bought_on) WHERE bought_on IS NOT NULL;

-- Who came by a link and was not bound, once for each reason.
CREATE TABLE referral_refusals (
    nth BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id),
    inviter_id BIGINT NOT NULL REFERENCES members (id),
    why TEXT NOT NULL,
    at BIGINT NOT NULL,
    seal TEXT NOT NULL,
    UNIQUE (member_id, inviter_id, why)
);
CREATE INDEX referral_refusals_inviter ON referral_refusals (inviter_id);

-- What a bind brought each of the two.
CREATE TABLE referral_rewards (
    bind BIGINT NOT NULL REFERENCES referral_binds (nth),
    side TEXT NOT NULL,
    points BIGINT NOT NULL,
    lot_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    undone_at BIGINT,
    seal TEXT NOT NULL,
    PRIMARY KEY (bind, side)
);

-- Teams, each opened by a member whose link leads to it. `due_at`: when all that was bought is settled, until that is booked.
CREATE TABLE referral_teams (
    nth BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id),
    opened_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    rule_version BIGINT NOT NULL REFERENCES rule_versions (id),
    due_at BIGINT,
    seal TEXT NOT NULL
);
CREATE INDEX referral_teams_member ON referral_teams (member_id);
CREATE INDEX referral_teams_due ON referral_teams (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE referral_mates (
    nth BIGINT NOT NULL PRIMARY KEY,
    team BIGINT NOT NULL REFERENCES referral_teams (nth),
    member_id BIGINT NOT NULL REFERENCES members (id),
    joined_at BIGINT NOT NULL,
    left_at BIGINT,
    seal TEXT NOT NULL
);
CREATE UNIQUE INDEX referral_mates_in ON referral_mates (team, member_id) WHERE left_at IS NULL;
CREATE INDEX referral_mates_member ON referral_mates (member_id);
