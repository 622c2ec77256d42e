-- A capture that failed for good is asked for anew under another id, because a provider repeats its
-- refusal for an id that it knows. Null until then: the fulfilment's id is its capture's.
alter table fulfilment add column capture_id uuid;

create unique index fulfilment_by_capture on fulfilment (capture_id) where capture_id is not null;
