// How many entities of each type there are in each region.
MATCH (e:Entity)
WHERE e.scope IN $scopes
RETURN e.type AS type, e.scope AS scope, count(*) AS number
