// Relations from this entity to one of those.
MATCH (a:Entity {id: $id})-[r]->(b:Entity)
WHERE r.evidence IS NOT NULL AND b.id IN $ids AND ($every OR r.predicate IN $predicates)
RETURN a.id AS subject, b.id AS object, r.id AS id, r.predicate AS predicate, r.status AS status, r.confidence AS confidence,
  r.qualifiers AS qualifiers, r.evidence AS evidence, r.inferred_from AS inferred_from
