// A method, its papers and their tasks
// Draws a method, the papers that propose it, use it or compare with it, and what they work on.
// $method (Method): name, alias or id, in any case
// $limit = 60: chains at most
MATCH (m:Method)
WHERE m.lookup CONTAINS ('\t' + toLower($method) + '\t')
WITH DISTINCT m
MATCH path = (m)<-[:PROPOSES|USES|COMPARES_WITH]-(p:Paper)-[:ADDRESSES]->(t:Task)
RETURN path
ORDER BY p.id, t.id
LIMIT $limit;
