// How many entities of each type there are in each region, regions that only the tree of regions needs left out.
MATCH (e:Entity)
WHERE e.scope IN $scopes AND ($place = '' OR $place IN e.within)
  AND (e.type <> 'Region' OR size(e.documents) > 0)
RETURN e.type AS type, e.scope AS scope, count(*) AS number
