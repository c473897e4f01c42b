// Tasks without a dataset
// Tasks that papers address while none of these papers is tested on a dataset.
// $papers = 1: papers at least
// $limit = 25: rows at most
MATCH (t:Task)
WHERE t.paperCount >= $papers
  AND NOT EXISTS { MATCH (t)<-[:ADDRESSES]-(:Paper)-[:EVALUATES_ON|INTRODUCES]->(:Dataset) }
RETURN t.name AS task, t.paperCount AS papers, t.id AS id
ORDER BY papers DESC, task, id
LIMIT $limit;
