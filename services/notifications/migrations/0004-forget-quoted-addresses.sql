-- Why a mail was refused is written down without the addresses that a mail server quotes; this takes
-- them out of what was written before.
update mail
set last_error = regexp_replace(last_error, '[^\s<>]+@[^\s<>]+', 'ADDRESS', 'g')
where last_error like '%@%';
