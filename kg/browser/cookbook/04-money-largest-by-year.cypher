// 每年最大的几笔投资和贷款 · The largest investments and loans of each year
// theme: 资金 · Money
// shape: year, rank, from, to, kind, amount, yuan
// runs on: Neo4j
:param most => 3;
MATCH (a:Entity)-[r:INVESTED_IN|LOANED_TO]->(b:Entity)
WHERE r.status = 'asserted' AND r.amount_low IS NOT NULL AND r.currency = 'CNY'
WITH left(coalesce(r.date, r.published), 4) AS year, a, r, b
WHERE year IS NOT NULL
WITH year, a, r, b ORDER BY r.amount_low DESC, a.name, b.name
WITH year, collect({from: a.name, to: b.name, kind: r.predicate, amount: r.amount, yuan: r.amount_low})[..$most] AS top
UNWIND range(0, size(top) - 1) AS i
RETURN year, i + 1 AS rank, top[i].from AS from, top[i].to AS to, top[i].kind AS kind, top[i].amount AS amount,
  top[i].yuan AS yuan
ORDER BY year DESC, rank;
