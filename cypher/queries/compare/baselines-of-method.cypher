// Baselines of a method
// What the papers that propose a method compare it with.
// $method (Method): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (m:Method)
WHERE m.lookup CONTAINS ('\t' + toLower($method) + '\t')
WITH DISTINCT m
MATCH (m)<-[:PROPOSES]-(p:Paper)-[:COMPARES_WITH]->(b:Method)
RETURN b.name AS baseline, count(DISTINCT p.id) AS papers, b.id AS id
ORDER BY papers DESC, baseline, id
LIMIT $limit;
