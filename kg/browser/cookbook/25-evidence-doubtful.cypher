// 可信度最低的事实，值得人看一看 · The least certain facts, worth a look
// theme: 证据 · Evidence
// shape: confidence, from, relation, to, sentence
// runs on: both stores
:param below => 0.45;
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.confidence < $below AND r.status = 'asserted' AND r.inferred_from IS NULL
RETURN r.confidence AS confidence, a.name AS from, r.predicate AS relation, b.name AS to, r.sentence AS sentence
ORDER BY r.confidence, from, relation, to;
