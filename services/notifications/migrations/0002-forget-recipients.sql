-- Mails about accounts are found by their recipient, when he wants to see or forget them. Those
-- about orders are found by their order, so the many need no entry here.
create index mail_by_account_recipient on mail (lower(recipient))
  where kind in ('verify-address', 'reset-password', 'address-changed', 'welcome');
