// Datasets that two tasks share
// The datasets on which papers on the first and papers on the second task are tested.
// $first (Task): name, alias or id, in any case
// $second (Task): another, in the same way
// $limit = 25: rows at most
MATCH (one:Task)
WHERE one.lookup CONTAINS ('\t' + toLower($first) + '\t')
WITH DISTINCT one
MATCH (other:Task)
WHERE other.lookup CONTAINS ('\t' + toLower($second) + '\t')
WITH DISTINCT one, other
MATCH (one)<-[:ADDRESSES]-(p:Paper)-[:EVALUATES_ON|INTRODUCES]->(d:Dataset)
MATCH (d)<-[:EVALUATES_ON|INTRODUCES]-(q:Paper)-[:ADDRESSES]->(other)
RETURN d.name AS dataset, count(DISTINCT p.id) AS papersFirst,
       count(DISTINCT q.id) AS papersSecond, d.id AS id
ORDER BY papersFirst DESC, papersSecond DESC, dataset, id
LIMIT $limit;
