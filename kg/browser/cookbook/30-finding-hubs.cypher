// 联系最多的机构 · The best connected bodies
// theme: 查与核 · Checking
// shape: name, type, relations, documents
// runs on: both stores
:param most => 10;
MATCH (e:Entity)
WHERE NOT e.type IN ['Region', 'Industry']
RETURN e.name AS name, e.type AS type, e.degree AS relations, size(e.documents) AS documents
ORDER BY relations DESC, name
LIMIT $most;
