// Tasks that a method was tried on
// The tasks of the papers that propose, use or compare with a method, with the first year of each.
// $method (Method): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (m:Method)
WHERE m.lookup CONTAINS ('\t' + toLower($method) + '\t')
WITH DISTINCT m
MATCH (m)<-[:PROPOSES|USES|COMPARES_WITH]-(p:Paper)-[:ADDRESSES]->(t:Task)
RETURN t.name AS task, count(DISTINCT p.id) AS papers, min(p.year) AS since, t.id AS id
ORDER BY papers DESC, task, id
LIMIT $limit;
