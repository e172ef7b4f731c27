// 贷款的条件：种类、抵押或质押、利率、产品 · Loans by their terms: kind, collateral, rate, product
// theme: 资金 · Money
// shape: bank, firm, amount, kind, collateral, rate, product, day
// runs on: Neo4j
:param word => '';
MATCH (bank:Entity)-[r:LOANED_TO]->(firm:Entity)
WHERE r.status = 'asserted'
// `qualifiers` is JSON, each particular {"name":…,"text":…,"value":…,"unit":…}
WITH bank, firm, r, [name IN ['kind', 'collateral', 'rate', 'product'] |
  split(split(r.qualifiers, '"name":"' + name + '","text":"')[1], '"')[0]] AS told
WITH bank, firm, r, told[0] AS kind, told[1] AS collateral, told[2] AS rate, told[3] AS product
WHERE $word = '' OR any(each IN [kind, collateral, rate, product] WHERE each CONTAINS $word)
RETURN bank.name AS bank, firm.name AS firm, r.amount AS amount, kind, collateral, rate, product,
  coalesce(r.date, r.published) AS day
ORDER BY bank, firm, amount;
