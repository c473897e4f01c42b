// Datasets of a task by year
// On which datasets the papers of each year that address a task are tested.
// $task (Task): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (t:Task)
WHERE t.lookup CONTAINS ('\t' + toLower($task) + '\t')
WITH DISTINCT t
MATCH (t)<-[:ADDRESSES]-(p:Paper)-[:EVALUATES_ON|INTRODUCES]->(d:Dataset)
WHERE p.year IS NOT NULL
RETURN p.year AS year, d.name AS dataset, count(DISTINCT p.id) AS papers, d.id AS id
ORDER BY year DESC, papers DESC, dataset, id
LIMIT $limit;
