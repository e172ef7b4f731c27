// 谁从一省市搬到了另一省市 · Who moved from one province or city to another
// theme: 空间 · Places
// shape: who, from, now_in, day, status, sentence
// runs on: both stores
MATCH (e:Entity)-[r]->(old:Entity)
WHERE r.predicate = 'relocated_from' AND e.scope <> old.scope
RETURN e.name AS who, old.name AS from, e.place_name AS now_in, coalesce(r.date, r.published) AS day,
  r.status AS status, r.sentence AS sentence
ORDER BY day, who;
