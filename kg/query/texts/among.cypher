// Relations both of whose ends are among these entities.
UNWIND $ids AS wanted
MATCH (a:Entity {id: wanted})-[r]->(b:Entity)
WHERE b.id IN $ids AND ($every OR r.predicate IN $predicates)
RETURN a.id AS subject, b.id AS object, r.id AS id, r.predicate AS predicate, r.status AS status, r.confidence AS confidence,
  r.qualifiers AS qualifiers, r.evidence AS evidence
