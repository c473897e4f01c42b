// Datasets that two methods share
// The datasets on which papers with the first and papers with the second method are tested.
// $first (Method): name, alias or id, in any case
// $second (Method): another, in the same way
// $limit = 25: rows at most
MATCH (one:Method)
WHERE one.lookup CONTAINS ('\t' + toLower($first) + '\t')
WITH DISTINCT one
MATCH (other:Method)
WHERE other.lookup CONTAINS ('\t' + toLower($second) + '\t')
WITH DISTINCT one, other
MATCH (one)<-[:PROPOSES|USES|COMPARES_WITH]-(p:Paper)-[:EVALUATES_ON]->(d:Dataset)
MATCH (d)<-[:EVALUATES_ON]-(q:Paper)-[:PROPOSES|USES|COMPARES_WITH]->(other)
RETURN d.name AS dataset, count(DISTINCT p.id) AS papersFirst,
       count(DISTINCT q.id) AS papersSecond, d.id AS id
ORDER BY papersFirst DESC, papersSecond DESC, dataset, id
LIMIT $limit;
