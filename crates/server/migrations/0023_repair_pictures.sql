-- What belongs to a step of a repair is to be seen on: photos that its owner took, written anew here.
CREATE TABLE item_repair_pictures (
    -- Drawn by chance: whoever does not know it finds nothing.
    name TEXT PRIMARY KEY,
    repair_id BIGINT NOT NULL REFERENCES item_repairs (id),
    -- The how manieth step of the repair, and 1, 2, 3 of that.
    step BIGINT NOT NULL,
    n BIGINT NOT NULL,
    body TEXT NOT NULL,
    seal TEXT NOT NULL,
    UNIQUE (repair_id, step, n)
);
