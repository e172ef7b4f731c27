// 京、津、冀和外地之间的投资：笔数 · Investment between Beijing, Tianjin, Hebei and elsewhere, counted
// theme: 资金 · Money
// shape: from, to, investments, firms
// runs on: both stores
MATCH (who:Entity)-[r]->(firm:Entity)
WHERE r.predicate = 'invested_in' AND r.status = 'asserted' AND who.scope <> 'unknown' AND firm.scope <> 'unknown'
WITH who.scope AS source, firm.scope AS target, count(r) AS investments, count(DISTINCT firm.id) AS firms
RETURN source AS from, target AS to, investments, firms
ORDER BY investments DESC, from, to;
