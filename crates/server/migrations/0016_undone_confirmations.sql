-- What staff saw a member do for a task and took back stays, with the reason that the member is told, until it is confirmed anew.
ALTER TABLE task_confirmations ADD COLUMN undone_at BIGINT;
ALTER TABLE task_confirmations ADD COLUMN undone_reason TEXT NOT NULL DEFAULT '';
