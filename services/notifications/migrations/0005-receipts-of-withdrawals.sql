alter table mail drop constraint mail_kind_check;

alter table mail add constraint mail_kind_check check (kind in (
  'order-placed', 'order-cancelled', 'fulfilment-created', 'order-refunded', 'withdrawal-declared',
  'verify-address', 'reset-password', 'address-changed', 'welcome'
));
