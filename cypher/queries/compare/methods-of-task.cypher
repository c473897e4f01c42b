// Methods of a task
// What the papers that address a task propose, use and compare with, most named first.
// $task (Task): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (t:Task)
WHERE t.lookup CONTAINS ('\t' + toLower($task) + '\t')
WITH DISTINCT t
MATCH (t)<-[:ADDRESSES]-(p:Paper)-[says:PROPOSES|USES|COMPARES_WITH]->(m:Method)
RETURN m.name AS method, count(DISTINCT p.id) AS papers,
       sum(CASE WHEN type(says) = 'PROPOSES' THEN 1 ELSE 0 END) AS proposed,
       sum(CASE WHEN type(says) = 'USES' THEN 1 ELSE 0 END) AS used,
       sum(CASE WHEN type(says) = 'COMPARES_WITH' THEN 1 ELSE 0 END) AS compared, m.id AS id
ORDER BY papers DESC, method, id
LIMIT $limit;
