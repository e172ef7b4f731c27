// One step from this entity to the subjects of relations that point at it, apart from the tree of regions.
MATCH (b:Entity {id: $id})<-[r]-(a:Entity)
WHERE r.predicate IN $predicates AND r.confidence >= $min_confidence AND NOT coalesce(r.inferred_from, '') STARTS WITH 'derived:'
RETURN r.id AS relation, r.predicate AS predicate, r.status AS status, r.confidence AS confidence, r.date AS date,
  r.published AS published, a.id AS subject, b.id AS object,
  a.id AS id, a.type AS type, a.scope AS scope, a.within AS within, a.degree AS degree
