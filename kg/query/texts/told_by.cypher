// Relations that this document supports.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.evidence CONTAINS $document
RETURN a.id AS subject, b.id AS object, r.id AS id, r.predicate AS predicate, r.status AS status, r.confidence AS confidence,
  r.qualifiers AS qualifiers, r.evidence AS evidence, r.inferred_from AS inferred_from
