// Papers without statements
// Papers from which nothing was read.
// $limit = 25: rows at most
MATCH (p:Paper)
WHERE p.stub IS NULL AND NOT EXISTS { MATCH (p)-->(:Method|Dataset|Task|Metric) }
RETURN p.title AS paper, p.sources AS sources, p.id AS id
ORDER BY paper, id
LIMIT $limit;
