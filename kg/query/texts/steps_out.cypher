// One step from this entity to the objects of its relations: no evidence, but what the far end is like. Steps up and down the tree of regions tell nothing.
MATCH (a:Entity {id: $id})-[r]->(b:Entity)
WHERE r.predicate IN $predicates AND r.confidence >= $min_confidence AND NOT coalesce(r.inferred_from, '') STARTS WITH 'derived:'
RETURN r.id AS relation, r.predicate AS predicate, r.status AS status, r.confidence AS confidence, r.date AS date,
  r.published AS published, a.id AS subject, b.id AS object,
  b.id AS id, b.type AS type, b.scope AS scope, b.within AS within, b.degree AS degree
