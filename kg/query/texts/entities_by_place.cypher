// How many entities other than regions lie in each region and park, each counted in all that it lies in.
MATCH (e:Entity)
WHERE e.scope IN $scopes AND ($place = '' OR $place IN e.within) AND e.type <> 'Region'
UNWIND e.within AS place
WITH e, place
WHERE place <> e.id
RETURN place, count(*) AS number
