// Steps from this entity over its relations: no evidence, but what the far end is like. Steps up and down the tree of
// regions tell nothing. (No column comes twice: Ladybug confuses those of a union.)
MATCH (a:Entity {id: $id})-[r]->(b:Entity)
WHERE r.predicate IN $predicates AND r.confidence >= $min_confidence AND NOT coalesce(r.inferred_from, '') STARTS WITH 'derived:'
RETURN r.id AS relation, r.predicate AS predicate, r.status AS status, r.confidence AS confidence, r.date AS date,
  r.published AS published, a.id AS subject, b.id AS object,
  true AS forward, b.type AS type, b.scope AS scope, b.within AS within, b.degree AS degree
UNION ALL
MATCH (b:Entity {id: $id})<-[r]-(a:Entity)
WHERE r.predicate IN $predicates AND r.confidence >= $min_confidence AND NOT coalesce(r.inferred_from, '') STARTS WITH 'derived:'
RETURN r.id AS relation, r.predicate AS predicate, r.status AS status, r.confidence AS confidence, r.date AS date,
  r.published AS published, a.id AS subject, b.id AS object,
  false AS forward, a.type AS type, a.scope AS scope, a.within AS within, a.degree AS degree
