-- What a lease and a release read and write, each in a transaction, as the store does.
\set lease random(1, 9000000000000000)
BEGIN;
SELECT 1 FROM ticket WHERE pool_id = :pool LIMIT 1;
SELECT id AS account, epoch + 1 AS epoch FROM account
  WHERE pool_id = :pool AND state = 'FREE' AND reservation IS NULL
    AND project = 'default'
  ORDER BY changed_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED \gset
SELECT a.*, e.* FROM account a LEFT JOIN enrollment e ON e.account_id = a.id
  WHERE a.id = :account;
UPDATE account SET state = 'LEASED', epoch = :epoch, uses = 1, changed_at = :lease
  WHERE id = :account;
INSERT INTO lease (id, project, account_id, pool_id, epoch, holder, labels, on_release, state,
    acquired_at, expires_at)
  VALUES (:lease, 'default', :account, :pool, :epoch, 'bench', '{"run":"bench"}', 'RESET',
    'ACTIVE', :lease, :lease);
INSERT INTO event (project, at, actor, kind, account_id, lease_id, detail)
  VALUES ('default', 1, 'bench', 'ACCOUNT_LEASED', :account, :lease, '{"run":"bench"}');
COMMIT;
BEGIN;
SELECT id FROM account WHERE id IN (SELECT account_id FROM lease WHERE id = :lease::text)
  FOR NO KEY UPDATE;
SELECT * FROM lease WHERE id = :lease::text;
SELECT a.*, e.* FROM account a LEFT JOIN enrollment e ON e.account_id = a.id
  WHERE a.id = :account;
UPDATE lease SET state = 'RELEASED', ended_at = :lease, end_reason = ''
  WHERE id = :lease::text;
INSERT INTO event (project, at, actor, kind, account_id, lease_id, detail)
  VALUES ('default', 1, 'bench', 'LEASE_RELEASED', :account, :lease, '{"run":"bench"}');
UPDATE account SET state = 'CLEANING', secret = '\x00', changed_at = :lease
  WHERE id = :account;
UPDATE enrollment SET stale = 1, due_at = :lease WHERE account_id = :account;
COMMIT;
