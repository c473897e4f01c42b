// Chains of references
// Papers that name a paper's method or dataset, and papers that name theirs, up to four steps.
// $paper: title of the paper, in any case, or its id
// $limit = 25: rows at most
MATCH path = (later:Paper)-[:REFERS_TO*1..4]->(cited:Paper)
WHERE (toLower(cited.title) = toLower($paper) OR cited.id = $paper) AND later.id <> cited.id
RETURN later.title AS paper, later.date AS date, min(length(path)) AS steps, later.id AS id
ORDER BY steps, paper, id
LIMIT $limit;
