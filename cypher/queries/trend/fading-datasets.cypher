// Fading datasets
// Datasets that papers were tested on before a year and not since, most used first.
// $before = 2021: the year
// $limit = 25: rows at most
MATCH (d:Dataset)<-[:EVALUATES_ON]-(p:Paper)
WHERE p.year IS NOT NULL
WITH d.name AS dataset, d.id AS id, count(DISTINCT p.id) AS papers, max(p.year) AS last
WHERE last < $before
RETURN dataset, papers, last, id
ORDER BY papers DESC, last DESC, dataset, id
LIMIT $limit;
