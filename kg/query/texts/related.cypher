// Relations of this entity, what stands at their other end, and the entity itself (`near_…`), in one exchange; those of
// which it is both ends come twice. (No column comes twice: Ladybug confuses those of a union.)
MATCH (a:Entity {id: $id})-[r]->(b:Entity)
WHERE r.evidence IS NOT NULL AND r.predicate IN $predicates
RETURN r.id AS relation, r.predicate AS predicate, r.status AS status, r.confidence AS confidence, r.qualifiers AS qualifiers,
  r.evidence AS evidence, r.inferred_from AS inferred_from, true AS forward,
  a.id AS near_id, a.type AS near_type, a.name AS near_name, a.aliases AS near_aliases, a.place_code AS near_place_code,
  a.place_name AS near_place_name, a.scope AS near_scope, a.place_inferred AS near_place_inferred, a.within AS near_within,
  a.home AS near_home, a.documents AS near_documents, a.originals AS near_originals,
  b.id AS id, b.type AS type, b.name AS name, b.aliases AS aliases, b.place_code AS place_code, b.place_name AS place_name,
  b.scope AS scope, b.place_inferred AS place_inferred, b.within AS within, b.home AS home, b.documents AS documents,
  b.originals AS originals
UNION ALL
MATCH (b:Entity {id: $id})<-[r]-(a:Entity)
WHERE r.evidence IS NOT NULL AND r.predicate IN $predicates
RETURN r.id AS relation, r.predicate AS predicate, r.status AS status, r.confidence AS confidence, r.qualifiers AS qualifiers,
  r.evidence AS evidence, r.inferred_from AS inferred_from, false AS forward,
  b.id AS near_id, b.type AS near_type, b.name AS near_name, b.aliases AS near_aliases, b.place_code AS near_place_code,
  b.place_name AS near_place_name, b.scope AS near_scope, b.place_inferred AS near_place_inferred, b.within AS near_within,
  b.home AS near_home, b.documents AS near_documents, b.originals AS near_originals,
  a.id AS id, a.type AS type, a.name AS name, a.aliases AS aliases, a.place_code AS place_code, a.place_name AS place_name,
  a.scope AS scope, a.place_inferred AS place_inferred, a.within AS within, a.home AS home, a.documents AS documents,
  a.originals AS originals
