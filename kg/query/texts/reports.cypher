// How many reports name an entity of these regions, each counted once however often it was reprinted.
MATCH (e:Entity)
WHERE e.scope IN $scopes AND ($place = '' OR $place IN e.within)
UNWIND e.originals AS original
RETURN count(DISTINCT original) AS number
