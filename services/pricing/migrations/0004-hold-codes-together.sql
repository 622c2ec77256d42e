-- Decides many attempts in one statement, in the order given; `members` is a list of
-- { attemptId, codeKeys, customerHash }. The rows of all promotions are locked first, in the order in
-- which one attempt alone locks its own.
create function reserve_coupon_uses_together(members jsonb)
returns table (attempt_id uuid, answer jsonb)
language plpgsql
as $$
begin
  perform 1
  from promotion
  where code_key in (
    select jsonb_array_elements_text(member -> 'codeKeys')
    from jsonb_array_elements(members) as given (member)
  )
  order by id
  for update;

  return query
  select (member ->> 'attemptId')::uuid,
         reserve_coupon_uses(
           (member ->> 'attemptId')::uuid,
           array(select jsonb_array_elements_text(member -> 'codeKeys')),
           member ->> 'customerHash'
         )
  from (
    select member
    from jsonb_array_elements(members) with ordinality as given (member, place)
    order by place
  ) as ordered;
end
$$;
