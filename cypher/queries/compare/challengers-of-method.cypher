// Challengers of a method
// Which methods are proposed in papers that compare themselves with a method.
// $method (Method): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (m:Method)
WHERE m.lookup CONTAINS ('\t' + toLower($method) + '\t')
WITH DISTINCT m
MATCH (m)<-[:COMPARES_WITH]-(p:Paper)-[:PROPOSES]->(c:Method)
RETURN c.name AS challenger, p.title AS paper, p.date AS date,
       c.id AS id
ORDER BY coalesce(p.year, 0) DESC, challenger, id, paper, p.id
LIMIT $limit;
