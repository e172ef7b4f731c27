// 北京机构在天津、河北的子公司、分院和创办的机构 · What bodies of Beijing have in Tianjin and Hebei: subsidiaries, branches, foundations
// theme: 空间 · Places
// shape: mother, daughter, how, place
// runs on: both stores
:param home => '110000';
:param scopes => ['tianjin', 'hebei'];
// home: code of a division. A body is at home where its name or a public list says so, wherever it is now
MATCH (b:Entity)-[r]->(a:Entity)
WHERE r.predicate IN ['subsidiary_of', 'part_of', 'founded_by', 'incubated_by'] AND r.status = 'asserted'
  AND ($home IN a.within OR $home IN a.home) AND b.scope IN $scopes
  AND NOT a.type IN ['Region', 'Park']
RETURN a.name AS mother, b.name AS daughter, r.predicate AS how, b.place_name AS place
ORDER BY mother, daughter, how;
