// Every entity, with no more than is needed to decide whether to go there.
MATCH (e:Entity)
RETURN e.id AS id, e.type AS type, e.scope AS scope, e.within AS within, e.degree AS degree
