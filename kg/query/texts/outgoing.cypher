// Relations of which one of these entities is the subject.
UNWIND $ids AS wanted
MATCH (a:Entity {id: wanted})-[r]->(b:Entity)
WHERE $every OR r.predicate IN $predicates
RETURN a.id AS subject, b.id AS object, r.id AS id, r.predicate AS predicate, r.status AS status, r.confidence AS confidence,
  r.qualifiers AS qualifiers, r.evidence AS evidence
