// 流进一个地方的钱：在那里的企业得到谁的投资和贷款 · Money into a place: who finances what lies there
// theme: 资金 · Money
// shape: who, scope, firm, kind, amount
// runs on: both stores
:param place => '120000';
// place: 110000 北京, 120000 天津, 130000 河北, the code of any other division, or the id of a park
MATCH (backer:Entity)-[r]->(e:Entity)
WHERE $place IN e.within AND r.predicate IN ['invested_in', 'loaned_to'] AND r.status = 'asserted'
RETURN backer.name AS who, backer.scope AS scope, e.name AS firm, r.predicate AS kind, r.amount AS amount
ORDER BY firm, who, kind, amount;
