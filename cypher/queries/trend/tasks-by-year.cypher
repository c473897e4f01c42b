// Tasks of each year
// Which tasks the papers of each year address.
// $since = 0: first year to show
// $papers = 1: papers at least
// $limit = 25: rows at most
MATCH (t:Task)<-[:ADDRESSES]-(p:Paper)
WHERE p.year >= $since
WITH p.year AS year, t.name AS task, t.id AS id, count(DISTINCT p.id) AS papers
WHERE papers >= $papers
RETURN year, task, papers, id
ORDER BY year DESC, papers DESC, task, id
LIMIT $limit;
