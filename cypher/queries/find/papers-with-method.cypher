// Papers with a method
// The papers that propose a method, use it or compare with it.
// $method (Method): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (m:Method)
WHERE m.lookup CONTAINS ('\t' + toLower($method) + '\t')
WITH DISTINCT m
MATCH (p:Paper)-[says:PROPOSES|USES|COMPARES_WITH]->(m)
RETURN p.title AS paper, p.date AS date, m.name AS method, type(says) AS role,
       says.confidence AS confidence
ORDER BY role, coalesce(p.year, 0) DESC, p.title, p.id, m.id
LIMIT $limit;
