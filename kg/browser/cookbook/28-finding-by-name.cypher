// 记得名字的一部分：全文检索名称和别名 · When you remember a part of a name: full text over names and aliases
// theme: 查与核 · Checking
// shape: name, type, aliases, place, relations
// runs on: Neo4j
:param text => '"电子信息研究院"';
CALL db.index.fulltext.queryNodes('jjj_names', $text) YIELD node, score
RETURN node.name AS name, node.type AS type, node.aliases AS aliases, node.place_name AS place,
  node.degree AS relations
ORDER BY score DESC, name
LIMIT 20;
