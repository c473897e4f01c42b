// Datasets of each year
// On which datasets the papers of each year are tested.
// $since = 0: first year to show
// $papers = 1: papers at least
// $limit = 25: rows at most
MATCH (d:Dataset)<-[:EVALUATES_ON]-(p:Paper)
WHERE p.year >= $since
WITH p.year AS year, d.name AS dataset, d.id AS id,
     count(DISTINCT p.id) AS papers
WHERE papers >= $papers
RETURN year, dataset, papers, id
ORDER BY year DESC, papers DESC, dataset, id
LIMIT $limit;
