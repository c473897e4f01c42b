// Chains of references
// Papers that name a paper's method or dataset, and papers that name theirs, up to four steps.
// $paper (Paper): title or id, in any case
// $limit = 25: rows at most
MATCH (cited:Paper)
WHERE cited.lookup CONTAINS ('\t' + toLower($paper) + '\t')
WITH DISTINCT cited
MATCH path = (later:Paper)-[:REFERS_TO*1..4]->(cited)
WITH DISTINCT cited, later, length(path) AS steps
WHERE later.id <> cited.id
RETURN later.title AS paper, later.date AS date, min(steps) AS steps, later.id AS id
ORDER BY steps, paper, id
LIMIT $limit;
