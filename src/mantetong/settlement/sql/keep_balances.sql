-- New figures of balances that this transaction holds.
UPDATE settlement_balance b SET used = kept.used
FROM unnest(%(names)s::text[], %(figures)s::numeric[]) AS kept (name, used)
WHERE b.person_id = %(person_id)s AND b.region = %(region)s AND b.insutype = %(insutype)s AND b.year = %(year)s AND b.name = kept.name
