// Every relation without its evidence, apart from the tree of regions.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.predicate IS NOT NULL AND NOT coalesce(r.inferred_from, '') STARTS WITH 'derived:'
RETURN r.id AS relation, a.id AS subject, b.id AS object, r.predicate AS predicate, r.status AS status,
  r.confidence AS confidence, r.date AS date, r.published AS published
