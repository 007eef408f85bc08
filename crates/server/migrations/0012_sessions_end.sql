-- Sessions that are over are found by when they ended. Some databases have it already.
CREATE INDEX IF NOT EXISTS sessions_end ON sessions (expires_at);
