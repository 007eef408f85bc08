-- Which browser asked for a one-time code: a hash, as the address is.
ALTER TABLE one_time_codes ADD COLUMN device TEXT NOT NULL DEFAULT '';
CREATE INDEX one_time_codes_device ON one_time_codes (device, sent_at);

-- What is written to see that something can be: one row, as large as the largest ordinary write.
CREATE TABLE readiness (
    id BIGINT PRIMARY KEY,
    filler TEXT NOT NULL
);
