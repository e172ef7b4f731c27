// Relations that lead from one region to another one: outward ones from their subject to their object, inward ones from
// their object to their subject, landings from where the subject is at home to where it is said to be.
// That an office of these types belongs to another one by its name alone is no move.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.confidence >= $min_confidence AND (
    (r.predicate IN $outward AND ($from = '' OR $from IN a.within) AND ($to = '' OR $to IN b.within))
    OR (r.predicate IN $inward AND ($from = '' OR $from IN b.within) AND ($to = '' OR $to IN a.within))
    OR (r.predicate IN $landing AND ($from = '' OR $from IN a.home) AND ($to = '' OR $to IN b.within)))
  AND (r.inferred_from IS NULL OR NOT a.type IN $offices)
RETURN a.id AS subject, b.id AS object, r.id AS id, r.predicate AS predicate, r.status AS status, r.confidence AS confidence,
  r.qualifiers AS qualifiers, r.evidence AS evidence, r.inferred_from AS inferred_from
