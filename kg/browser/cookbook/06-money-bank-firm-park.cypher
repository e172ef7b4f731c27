// 银行 → 企业 → 园区：哪家银行贷给了哪个园区里的企业 · Bank → firm → park: which banks lend into which parks
// theme: 资金 · Money
// shape: bank, firm, park, amount
// runs on: both stores
MATCH (lender:Entity)-[r]->(borrower:Entity)
WHERE lender.type = 'Bank' AND r.predicate = 'loaned_to' AND r.status = 'asserted'
WITH lender, r, borrower
MATCH (borrower)-[at]->(site:Entity)
WHERE site.type IN ['Park', 'Incubator'] AND at.predicate = 'located_in' AND at.status = 'asserted'
RETURN lender.name AS bank, borrower.name AS firm, site.name AS park, r.amount AS amount
ORDER BY park, bank, firm, amount;
