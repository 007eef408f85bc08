-- Posters of members, each under a name that nobody guesses, once for a content.
CREATE TABLE posters (
    name TEXT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id),
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    seal TEXT NOT NULL,
    UNIQUE (member_id, hash)
);
