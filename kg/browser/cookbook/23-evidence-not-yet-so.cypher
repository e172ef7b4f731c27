// 计划、传闻、被否认和已终止的事 · What is planned, rumoured, denied or over
// theme: 证据 · Evidence
// shape: status, from, relation, to, amount, day, sentence
// runs on: both stores
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.status <> 'asserted'
RETURN r.status AS status, a.name AS from, r.predicate AS relation, b.name AS to, r.amount AS amount,
  coalesce(r.date, r.published) AS day, r.sentence AS sentence
ORDER BY status, relation, from, to, day;
