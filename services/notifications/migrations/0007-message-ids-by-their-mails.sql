-- A Message-ID holds the id of its mail, which is unique: an index of its own, written again with
-- every delivery, guarded nothing.
alter table mail drop constraint mail_message_id_key;
