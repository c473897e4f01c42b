// Papers without a dataset
// Papers that name no dataset at all, newest first: theory, or a name that was missed.
// $limit = 25: rows at most
MATCH (p:Paper)
WHERE p.stub IS NULL
  AND NOT EXISTS { MATCH (p)-[:EVALUATES_ON|INTRODUCES]->(:Dataset) }
RETURN p.title AS paper, p.date AS date, p.id AS id
ORDER BY coalesce(p.year, 0) DESC, paper, id
LIMIT $limit;
