-- What led a member here when they joined. `about`: which shop or piece; for a friend's link it is in the bind.
CREATE TABLE member_sources (
    nth BIGINT NOT NULL UNIQUE,
    member_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id),
    kind TEXT NOT NULL,
    about TEXT,
    seal TEXT NOT NULL
);
