// Metrics of a task
// What the papers that address a task measure, most used first.
// $task (Task): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (t:Task)
WHERE t.lookup CONTAINS ('\t' + toLower($task) + '\t')
WITH DISTINCT t
MATCH (t)<-[:ADDRESSES]-(p:Paper)-[:MEASURES]->(x:Metric)
RETURN x.name AS metric, count(DISTINCT p.id) AS papers, x.id AS id
ORDER BY papers DESC, metric, id
LIMIT $limit;
