// 一家银行连同它的各级分支贷给了谁 · What a bank lends, its branches of all levels included
// theme: 资金 · Money
// shape: branch, firm, amount, day
// runs on: Neo4j
:param bank => '中国银行';
MATCH (branch:Bank)-[:PART_OF*0..3]->(bank:Bank)
WHERE $bank IN [bank.name] + bank.aliases
WITH DISTINCT branch
MATCH (branch)-[r:LOANED_TO {status: 'asserted'}]->(firm:Entity)
RETURN branch.name AS branch, firm.name AS firm, r.amount AS amount, coalesce(r.date, r.published) AS day
ORDER BY branch, firm, amount;
