// 关于一个实体的一切 · Everything about one thing
// theme: 查与核 · Checking
// shape: direction, relation, other, type, amount, day, status, witnesses
// runs on: Neo4j
:param name => '海光信息';
MATCH (e:Entity)-[r]-(other:Entity)
WHERE $name IN [e.name] + e.aliases AND r.inferred_from IS NULL
RETURN CASE WHEN startNode(r) = e THEN '→' ELSE '←' END AS direction, type(r) AS relation, other.name AS other,
  other.type AS type, r.amount AS amount, coalesce(r.date, r.published) AS day, r.status AS status,
  r.witnesses AS witnesses
ORDER BY relation, direction, other, day, amount;
