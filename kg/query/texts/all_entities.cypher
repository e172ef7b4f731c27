// Every entity.
MATCH (e:Entity)
RETURN e.id AS id, e.type AS type, e.name AS name, e.aliases AS aliases, e.place_code AS place_code, e.place_name AS place_name,
  e.scope AS scope, e.place_inferred AS place_inferred, e.within AS within, e.home AS home, e.documents AS documents, e.originals AS originals, e.degree AS degree
