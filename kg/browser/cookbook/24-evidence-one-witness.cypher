// 只有一篇报道为证的大额资金 · Large sums that rest on a single report
// theme: 证据 · Evidence
// shape: from, relation, to, amount, confidence, sentence
// runs on: both stores
:param least => 100000000;
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.witnesses = 1 AND r.amount_low >= $least AND r.status = 'asserted'
RETURN a.name AS from, r.predicate AS relation, b.name AS to, r.amount AS amount, r.confidence AS confidence,
  r.sentence AS sentence
ORDER BY r.amount_low DESC, from, to;
