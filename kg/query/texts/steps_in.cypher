// One step from these entities to the subjects of relations that point at them.
UNWIND $ids AS wanted
MATCH (b:Entity {id: wanted})<-[r]-(a:Entity)
WHERE r.predicate IN $predicates AND r.confidence >= $min_confidence
RETURN r.id AS relation, r.predicate AS predicate, r.status AS status, r.confidence AS confidence, r.date AS date,
  r.published AS published, a.id AS subject, b.id AS object,
  a.id AS id, a.type AS type, a.scope AS scope, a.degree AS degree
