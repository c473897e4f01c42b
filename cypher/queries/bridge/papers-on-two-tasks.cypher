// Papers on two tasks
// The papers that address both tasks, newest first.
// $first (Task): name, alias or id, in any case
// $second (Task): another, in the same way
// $limit = 25: rows at most
MATCH (one:Task)
WHERE one.lookup CONTAINS ('\t' + toLower($first) + '\t')
WITH DISTINCT one
MATCH (other:Task)
WHERE other.lookup CONTAINS ('\t' + toLower($second) + '\t')
WITH DISTINCT one, other
MATCH (one)<-[:ADDRESSES]-(p:Paper)-[:ADDRESSES]->(other)
WHERE one.id <> other.id
WITH DISTINCT p
RETURN p.title AS paper, p.date AS date, p.id AS id
ORDER BY coalesce(p.year, 0) DESC, paper, id
LIMIT $limit;
