// How many documents name an entity of these regions.
MATCH (e:Entity)
WHERE e.scope IN $scopes AND ($place = '' OR $place IN e.within)
UNWIND e.documents AS document
RETURN count(DISTINCT document) AS number
