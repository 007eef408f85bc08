-- A birthday's coupons were named by their template, `birthday:{year}:{template}:{nth}`, so that a year could bring another set
-- with another tier or another template. They are named by their places in the year's set now: `birthday:{year}:{place}`.
UPDATE coupons SET key = substr(key, 1, 14) || (
    SELECT COUNT(*) FROM coupons o
    WHERE o.member_id = coupons.member_id AND o.id < coupons.id
        AND o.key LIKE 'birthday:____:%' AND substr(o.key, 1, 14) = substr(coupons.key, 1, 14)
) WHERE key LIKE 'birthday:____:%:%';
