// Datasets of a method
// On which datasets the papers that propose, use or compare with a method are tested.
// $method (Method): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (m:Method)
WHERE m.lookup CONTAINS ('\t' + toLower($method) + '\t')
WITH DISTINCT m
MATCH (m)<-[says:PROPOSES|USES|COMPARES_WITH]-(p:Paper)-[:EVALUATES_ON]->(d:Dataset)
RETURN d.name AS dataset, count(DISTINCT p.id) AS papers, min(p.year) AS since,
       max(p.year) AS until, d.id AS id
ORDER BY papers DESC, dataset, id
LIMIT $limit;
