// 某日以来新报道的资金往来 · Money that was first reported since a day
// theme: 证据 · Evidence
// shape: published, from, relation, to, amount
// runs on: both stores
:param since => '2025-01-01';
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.published >= $since AND r.predicate IN ['invested_in', 'loaned_to', 'guaranteed_by'] AND r.status = 'asserted'
RETURN r.published AS published, a.name AS from, r.predicate AS relation, b.name AS to, r.amount AS amount
ORDER BY published, from, relation, to, amount;
