-- What a coupon was given for – a task, an order – is undone, and why. A sale that used it, or a quote that counts on it, keeps it;
-- as soon as nothing does, it is void.
ALTER TABLE coupons ADD COLUMN undone_at BIGINT;
ALTER TABLE coupons ADD COLUMN undone_reason TEXT;
