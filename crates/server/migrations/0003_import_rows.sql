-- Without a reference to `imports`: SQLite empties a table that has one row by row, and holds every page that it had in memory
-- meanwhile. Imports that were under way begin again, which books nothing twice.
DROP TABLE import_rows;
DELETE FROM imports WHERE finished_at IS NULL;
CREATE TABLE import_rows (
    import_id TEXT NOT NULL,
    line BIGINT NOT NULL,
    customer TEXT NOT NULL,
    day TEXT NOT NULL,
    paid_fen BIGINT NOT NULL,
    PRIMARY KEY (import_id, line)
);
CREATE INDEX import_rows_customer ON import_rows (import_id, customer, day, line);
