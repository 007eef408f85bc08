-- Identities of WeChat that open a member's card: of nobody else is one kept. Of one that was unlinked the number stays, and nothing else.
CREATE TABLE wechat_identities (
    -- 1, 2, 3 …
    id BIGINT PRIMARY KEY,
    -- The account of WeChat's that the identity is one in.
    app TEXT NOT NULL,
    openid TEXT,
    -- The same person in all accounts of one owner, where WeChat says so.
    unionid TEXT,
    member_id BIGINT REFERENCES members (id),
    linked_at BIGINT NOT NULL,
    seal TEXT NOT NULL,
    UNIQUE (app, openid)
);
CREATE INDEX wechat_identities_member ON wechat_identities (member_id);
CREATE INDEX wechat_identities_unionid ON wechat_identities (unionid);

-- Identities that were taken along to another member: those whose they were are told.
CREATE TABLE wechat_moves (
    -- 1, 2, 3 …
    nth BIGINT PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id),
    at BIGINT NOT NULL,
    seal TEXT NOT NULL
);
CREATE INDEX wechat_moves_member ON wechat_moves (member_id);

-- Browsers that came back from WeChat, by what only they know: each comes back once.
CREATE TABLE wechat_returns (
    -- 1, 2, 3 …
    nth BIGINT NOT NULL,
    state TEXT PRIMARY KEY,
    code_hash TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- 'asking' until WeChat has answered.
    outcome TEXT NOT NULL,
    -- The one that may be taken along from another member.
    identity_id BIGINT,
    seal TEXT NOT NULL
);
CREATE INDEX wechat_returns_at ON wechat_returns (at);
CREATE INDEX wechat_returns_identity ON wechat_returns (identity_id);

-- What lets this server ask WeChat: the same for all servers, fetched by one of them.
CREATE TABLE wechat_tokens (
    -- 1, 2, 3 …
    nth BIGINT NOT NULL,
    -- The account, and which of its two.
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- Whoever fetches another one has until then.
    fetching_until BIGINT NOT NULL,
    seal TEXT NOT NULL
);
