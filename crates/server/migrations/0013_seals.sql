-- A seal is a hash over what of a row nothing else can prove. It is computed by the program: the rows that are here get theirs in
-- the same transaction, right after this text.
ALTER TABLE rule_versions ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE invitations ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE code_uses ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE consent_log ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE one_time_codes ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE till_keys ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE idempotency ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE sales ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE refunds ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE imports ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE import_rows ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE leases ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE mall_items ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE pictures ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE addresses ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE order_steps ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE order_claims ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE staff_log ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE visits ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE task_confirmations ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE quotes ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE coupons ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE coupon_rounds ADD COLUMN seal TEXT NOT NULL DEFAULT '';

-- Imports that were under way begin again, which books nothing twice; of those that are over nothing is asked any more.
DELETE FROM import_rows;
DELETE FROM imports;

-- What has no id is numbered as it is written, 1, 2, 3 … in its table, so that a gap is a deletion.
ALTER TABLE invitations ADD COLUMN nth BIGINT NOT NULL DEFAULT 0;
ALTER TABLE consent_log ADD COLUMN nth BIGINT NOT NULL DEFAULT 0;
ALTER TABLE order_steps ADD COLUMN nth BIGINT NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN nth BIGINT NOT NULL DEFAULT 0;
UPDATE invitations SET nth = numbered.nth FROM (SELECT member_id, at, ROW_NUMBER() OVER (ORDER BY at, member_id) AS nth FROM invitations)
    AS numbered WHERE numbered.member_id = invitations.member_id AND numbered.at = invitations.at;
UPDATE consent_log SET nth = numbered.nth FROM (SELECT member_id, n, ROW_NUMBER() OVER (ORDER BY at, member_id, n) AS nth FROM consent_log)
    AS numbered WHERE numbered.member_id = consent_log.member_id AND numbered.n = consent_log.n;
UPDATE order_steps SET nth = numbered.nth FROM (SELECT order_id, n, ROW_NUMBER() OVER (ORDER BY at, order_id, n) AS nth FROM order_steps)
    AS numbered WHERE numbered.order_id = order_steps.order_id AND numbered.n = order_steps.n;
UPDATE visits SET nth = numbered.nth FROM (SELECT member_id, day, store, ROW_NUMBER() OVER (ORDER BY at, member_id, day, store) AS nth FROM visits)
    AS numbered WHERE numbered.member_id = visits.member_id AND numbered.day = visits.day AND numbered.store = visits.store;
CREATE INDEX invitations_nth ON invitations (nth);
CREATE INDEX consent_log_nth ON consent_log (nth);
CREATE INDEX order_steps_nth ON order_steps (nth);
CREATE INDEX visits_nth ON visits (nth);
INSERT INTO counters (name, next) SELECT 'invitations', COUNT(*) + 1 FROM invitations;
INSERT INTO counters (name, next) SELECT 'consent_log', COUNT(*) + 1 FROM consent_log;
INSERT INTO counters (name, next) SELECT 'order_steps', COUNT(*) + 1 FROM order_steps;
INSERT INTO counters (name, next) SELECT 'visits', COUNT(*) + 1 FROM visits;
INSERT INTO counters (name, next) SELECT 'rule_versions', COALESCE(MAX(id), 0) + 1 FROM rule_versions;

-- Numbers that were given before and lead to no row any more are no findings.
INSERT INTO counters (name, next) SELECT 'missing:members', next - 1 - (SELECT COUNT(*) FROM members) FROM counters WHERE name = 'members';
INSERT INTO counters (name, next) SELECT 'missing:sales', next - 1 - (SELECT COUNT(*) FROM sales) FROM counters WHERE name = 'sales';
INSERT INTO counters (name, next) SELECT 'missing:refunds', next - 1 - (SELECT COUNT(*) FROM refunds) FROM counters WHERE name = 'refunds';
INSERT INTO counters (name, next) SELECT 'missing:orders', next - 1 - (SELECT COUNT(*) FROM orders) FROM counters WHERE name = 'orders';
INSERT INTO counters (name, next) SELECT 'missing:coupons', next - 1 - (SELECT COUNT(*) FROM coupons) FROM counters WHERE name = 'coupons';
INSERT INTO counters (name, next) SELECT 'missing:staff', next - 1 - (SELECT COUNT(*) FROM staff) FROM counters WHERE name = 'staff';
INSERT INTO counters (name, next) SELECT 'missing:staff_log', next - 1 - (SELECT COUNT(*) FROM staff_log) FROM counters WHERE name = 'staff_log';
INSERT INTO counters (name, next) SELECT 'missing:till_keys', next - 1 - (SELECT COUNT(*) FROM till_keys) FROM counters WHERE name = 'till_keys';
DELETE FROM counters WHERE name LIKE 'missing:%' AND next = 0;

-- The quotes of a range of members, each with the sale that it became.
CREATE INDEX quotes_member ON quotes (member_id);

-- What of a refund was spent already; the whole that a member owes stands in `members.debt`.
ALTER TABLE refunds RENAME COLUMN debt TO shortfall;

-- What the log of staff says of a coupon, and of a member's task.
CREATE INDEX staff_log_coupon ON staff_log (coupon_id) WHERE coupon_id IS NOT NULL;
CREATE INDEX staff_log_task ON staff_log (member_id, task) WHERE task IS NOT NULL;
