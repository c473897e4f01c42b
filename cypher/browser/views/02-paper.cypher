// A paper and what it says
// Draws the best connected papers on a task, with everything that they name.
// $task (Task): name, alias or id, in any case
// $papers = 3: papers at most
MATCH (t:Task)
WHERE t.lookup CONTAINS ('\t' + toLower($task) + '\t')
WITH DISTINCT t
MATCH (t)<-[:ADDRESSES]-(p:Paper)
WITH p, COUNT { (p)-->() } AS links
ORDER BY links DESC, p.id
LIMIT $papers
MATCH path = (p)-->(:Method|Dataset|Task|Metric)
RETURN path;
