-- Who has asked to be forgotten. An order of theirs keeps what is needed to deliver it until it is
-- closed; from `erase_at` on, a closed one loses all personal data.
create table erased_shopper (
  shopper_id uuid primary key,
  erased_at timestamptz not null default clock_timestamp()
);

alter table orders add column erase_at timestamptz;
alter table orders add column erased_at timestamptz;

create index orders_to_erase on orders (erase_at)
  where erase_at is not null and erased_at is null;

-- What is left of an address: the country, because it decides on the tax.
create function erased_address(address jsonb) returns jsonb
language sql
immutable
return case when address is not null and address <> 'null' then jsonb_build_object(
    'firstName', '-',
    'lastName', '-',
    'line1', '-',
    'postalCode', '-',
    'city', '-',
    'country', address -> 'country'
  )
end;
