// How many documents name an entity of these regions.
MATCH (e:Entity)
WHERE e.scope IN $scopes
UNWIND e.documents AS document
RETURN count(DISTINCT document) AS number
