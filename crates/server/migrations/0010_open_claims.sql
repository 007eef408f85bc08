-- What managers have to decide, of all that was ever claimed.
CREATE INDEX order_claims_open ON order_claims (order_id) WHERE accepted IS NULL;
