-- Standings are computed from sales and refunds: those of a board's days are found by their time.
CREATE INDEX sales_at ON sales (at);
-- Who left is on no board.
CREATE INDEX members_closed ON members (closed_at) WHERE closed_at IS NOT NULL;
-- Who holds a first-come gift: `first:{id}`.
CREATE INDEX coupons_first ON coupons (key) WHERE key LIKE 'first:%';
