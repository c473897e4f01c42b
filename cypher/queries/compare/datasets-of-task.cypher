// Datasets of a task
// On which datasets the papers that address a task are tested, most used first.
// $task (Task): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (t:Task)
WHERE t.lookup CONTAINS ('\t' + toLower($task) + '\t')
WITH DISTINCT t
MATCH (t)<-[:ADDRESSES]-(p:Paper)-[:EVALUATES_ON|INTRODUCES]->(d:Dataset)
RETURN d.name AS dataset, count(DISTINCT p.id) AS papers, d.id AS id
ORDER BY papers DESC, dataset, id
LIMIT $limit;
