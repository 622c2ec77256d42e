-- A withdrawal asks for two mails: the receipt to its customer, and one to the shop.
alter table mail
  drop constraint mail_event_id_key,
  add constraint mail_event_id_key unique (event_id, kind);

alter table mail drop constraint mail_kind_check;

alter table mail add constraint mail_kind_check check (kind in (
  'order-placed', 'order-cancelled', 'fulfilment-created', 'order-refunded', 'withdrawal-declared',
  'withdrawal-to-handle', 'verify-address', 'reset-password', 'address-changed', 'welcome'
));

-- An order can be withdrawn from in parts, each with its own mails; those from before name none.
alter table mail drop constraint mail_part_when_told_of;

alter table mail add constraint mail_part_when_told_of check (
  kind = 'withdrawal-declared'
  or (part_id is not null)
    = (kind in ('fulfilment-created', 'order-refunded', 'withdrawal-to-handle'))
);
