-- One row a mail. The content is kept only where no mail server is set: it holds links that give
-- access, which must not lie about in a table for longer than the mail needs.
create table mail (
  id uuid primary key,
  -- Of the event that asked for it: heard twice, it is still one mail. Null when staff resend.
  event_id uuid constraint mail_event_id_key unique,
  kind text not null check (kind in (
    'order-placed', 'order-cancelled', 'fulfilment-created', 'order-refunded',
    'verify-address', 'reset-password', 'address-changed', 'welcome'
  )),
  -- The order, or the mail at accounts.
  about_id uuid not null,
  -- The fulfilment or the refund that it tells of.
  part_id uuid,
  status text not null default 'queued' check (status in ('queued', 'sent', 'kept', 'failed')),
  tries integer not null default 0 check (tries >= 0),
  -- Stays the same over all tries, so that a mail server may drop the second copy.
  message_id text not null constraint mail_message_id_key unique,
  recipient text,
  subject text,
  html text,
  plain text,
  last_error text,
  resend_of uuid references mail (id),
  -- Milliseconds, so that a page's cursor can hold it exactly.
  created_at timestamptz(3) not null default clock_timestamp(),
  delivered_at timestamptz(3),
  constraint mail_part_when_told_of check (
    (part_id is not null) = (kind in ('fulfilment-created', 'order-refunded'))
  )
);

create index mail_by_time on mail (created_at desc, id desc);
create index mail_by_status on mail (status, created_at desc, id desc);
create index mail_by_about on mail (about_id, created_at desc, id desc);
