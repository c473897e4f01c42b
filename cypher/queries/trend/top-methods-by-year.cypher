// Methods of each year
// Which methods the papers of each year use or compare with.
// $since = 0: first year to show
// $papers = 2: papers at least
// $limit = 25: rows at most
MATCH (m:Method)<-[:USES|COMPARES_WITH]-(p:Paper)
WHERE p.year >= $since
WITH p.year AS year, m.name AS method, m.id AS id, count(DISTINCT p.id) AS papers
WHERE papers >= $papers
RETURN year, method, papers, id
ORDER BY year DESC, papers DESC, method, id
LIMIT $limit;
