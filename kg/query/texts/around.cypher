// Relations of which this entity is the subject or the object; those of which it is both come twice.
MATCH (a:Entity {id: $id})-[r]->(b:Entity)
WHERE r.evidence IS NOT NULL AND ($every OR r.predicate IN $predicates)
RETURN a.id AS subject, b.id AS object, r.id AS id, r.predicate AS predicate, r.status AS status, r.confidence AS confidence,
  r.qualifiers AS qualifiers, r.evidence AS evidence, r.inferred_from AS inferred_from
UNION ALL
MATCH (b:Entity {id: $id})<-[r]-(a:Entity)
WHERE r.evidence IS NOT NULL AND ($every OR r.predicate IN $predicates)
RETURN a.id AS subject, b.id AS object, r.id AS id, r.predicate AS predicate, r.status AS status, r.confidence AS confidence,
  r.qualifiers AS qualifiers, r.evidence AS evidence, r.inferred_from AS inferred_from
