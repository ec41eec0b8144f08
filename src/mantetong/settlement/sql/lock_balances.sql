-- The running balances of a person's year, made where they are missing and held for this transaction: a second till waits here for the first.
-- The update changes nothing: it is the lock, and gives the figure as it stands after the wait. Names in order, so that tills lock in one order.
INSERT INTO settlement_balance (person_id, region, insutype, year, name, used)
SELECT %(person_id)s, %(region)s, %(insutype)s, %(year)s, named, 0 FROM unnest(%(names)s::text[]) AS named ORDER BY named
ON CONFLICT (person_id, region, insutype, year, name) DO UPDATE SET used = settlement_balance.used
RETURNING name, used
