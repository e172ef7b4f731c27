// All that an entity can be found by.
MATCH (e:Entity)
RETURN e.id AS id, e.type AS type, e.name AS name, e.aliases AS aliases, e.pinyin AS pinyin, e.initials AS initials,
  e.scope AS scope, e.within AS within, e.degree AS degree
