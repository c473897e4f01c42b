// Methods that two tasks share
// The methods that papers on the first and papers on the second task propose, use or compare with.
// $first (Task): name, alias or id, in any case
// $second (Task): another, in the same way
// $limit = 25: rows at most
MATCH (one:Task)
WHERE one.lookup CONTAINS ('\t' + toLower($first) + '\t')
WITH DISTINCT one
MATCH (other:Task)
WHERE other.lookup CONTAINS ('\t' + toLower($second) + '\t')
WITH DISTINCT one, other
MATCH (one)<-[:ADDRESSES]-(p:Paper)-[:PROPOSES|USES|COMPARES_WITH]->(m:Method)
MATCH (m)<-[:PROPOSES|USES|COMPARES_WITH]-(q:Paper)-[:ADDRESSES]->(other)
RETURN m.name AS method, count(DISTINCT p.id) AS papersFirst,
       count(DISTINCT q.id) AS papersSecond, m.id AS id
ORDER BY papersFirst DESC, papersSecond DESC, method, id
LIMIT $limit;
