// 一家企业的周围，画成图 · What lies around a firm, as a picture
// theme: 图 · Pictures
// shape: a picture
// runs on: Neo4j
:param firm => '永续新材料';
MATCH (e:Entity)
WHERE $firm IN [e.name] + e.aliases
MATCH near = (e)-[r]-(:Agent|Park|Technology)
WHERE r.inferred_from IS NULL AND r.status = 'asserted'
OPTIONAL MATCH further = (e)-[{status: 'asserted'}]-(between:Agent|Park)-[s:!MENTIONS]-(:Agent)
WHERE s.inferred_from IS NULL AND s.status = 'asserted' AND between.degree < 30
RETURN near, further
LIMIT 150;
