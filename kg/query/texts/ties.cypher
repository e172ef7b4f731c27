// Relations of which this entity is the subject (`outgoing`) or the object (`incoming`), each with what stands at its other
// end; and a row without a relation for the entity itself. (No column comes twice: Ladybug confuses those of a union.)
MATCH (a:Entity {id: $id})-[r]->(b:Entity)
WHERE r.evidence IS NOT NULL AND r.predicate IN $outgoing
RETURN r.id AS relation, r.predicate AS predicate, r.status AS status, r.confidence AS confidence, r.qualifiers AS qualifiers,
  r.evidence AS evidence, r.inferred_from AS inferred_from, a.id AS near, true AS forward,
  b.id AS id, b.type AS type, b.name AS name, b.aliases AS aliases, b.place_code AS place_code, b.place_name AS place_name,
  b.scope AS scope, b.place_inferred AS place_inferred, b.within AS within, b.home AS home, b.documents AS documents, b.originals AS originals
UNION ALL
MATCH (b:Entity {id: $id})<-[r]-(a:Entity)
WHERE r.evidence IS NOT NULL AND r.predicate IN $incoming
RETURN r.id AS relation, r.predicate AS predicate, r.status AS status, r.confidence AS confidence, r.qualifiers AS qualifiers,
  r.evidence AS evidence, r.inferred_from AS inferred_from, b.id AS near, false AS forward,
  a.id AS id, a.type AS type, a.name AS name, a.aliases AS aliases, a.place_code AS place_code, a.place_name AS place_name,
  a.scope AS scope, a.place_inferred AS place_inferred, a.within AS within, a.home AS home, a.documents AS documents, a.originals AS originals
UNION ALL
MATCH (a:Entity {id: $id})
RETURN '' AS relation, '' AS predicate, '' AS status, 0.0 AS confidence, '' AS qualifiers,
  '' AS evidence, '' AS inferred_from, '' AS near, true AS forward,
  a.id AS id, a.type AS type, a.name AS name, a.aliases AS aliases, a.place_code AS place_code, a.place_name AS place_name,
  a.scope AS scope, a.place_inferred AS place_inferred, a.within AS within, a.home AS home, a.documents AS documents, a.originals AS originals
