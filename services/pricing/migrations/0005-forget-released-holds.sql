create index coupon_attempt_released_idx on coupon_attempt (ended_at)
where state = 'released';
