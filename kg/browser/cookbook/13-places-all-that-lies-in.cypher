// 一个地方里有什么，按类型数 · What lies in a place, counted by type
// theme: 空间 · Places
// shape: type, number, example
// runs on: both stores
:param place => '120000';
// place: 110000 北京, 120000 天津, 130000 河北, the code of any other division, or the id of a park
MATCH (e:Entity)
WHERE $place IN e.within
RETURN e.type AS type, count(e) AS number, min(e.name) AS example
ORDER BY number DESC, type;
