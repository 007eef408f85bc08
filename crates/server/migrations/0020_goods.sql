-- What is sold, by its number in the till. `terms` is JSON: everything that is shown of it.
CREATE TABLE goods (
    number TEXT PRIMARY KEY,
    -- The order of the file.
    place BIGINT NOT NULL,
    terms TEXT NOT NULL,
    -- The fourteen digits of its barcode, as in `terms`: no two have the same.
    barcode TEXT UNIQUE,
    -- What a piece cost the brand, which nobody is shown; `NULL`: not known.
    cost_fen BIGINT CHECK (cost_fen >= 0),
    -- 0: not sold any more; receipts still lead to it.
    offered BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    seal TEXT NOT NULL
);
CREATE INDEX goods_place ON goods (place);

-- How many pieces a shop has, where that is known, and since when it is.
CREATE TABLE goods_stock (
    store TEXT NOT NULL,
    number TEXT NOT NULL REFERENCES goods (number),
    pieces BIGINT NOT NULL CHECK (pieces >= 0),
    counted_at BIGINT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (store, number)
);
CREATE INDEX goods_stock_number ON goods_stock (number);
