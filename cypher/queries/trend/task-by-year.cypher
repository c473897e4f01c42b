// A task by year
// How many papers a year address a task, and how many of them are tested on a dataset.
// $task (Task): name, alias or id, in any case
MATCH (t:Task)
WHERE t.lookup CONTAINS ('\t' + toLower($task) + '\t')
WITH DISTINCT t
MATCH (t)<-[:ADDRESSES]-(p:Paper)
WHERE p.year IS NOT NULL
OPTIONAL MATCH (p)-[:EVALUATES_ON]->(d:Dataset)
RETURN p.year AS year, count(DISTINCT p.id) AS papers,
       count(DISTINCT CASE WHEN d.id IS NOT NULL THEN p.id END) AS withDataset
ORDER BY year;
