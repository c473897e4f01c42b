// Papers that are missing here
// What the papers cite and the graph has not read, most cited first: the next to add.
// $limit = 25: rows at most
MATCH (p:Paper)
WHERE p.stub = true
RETURN p.title AS missing, p.year AS year, p.localCitationCount AS citations, p.id AS id
ORDER BY citations DESC, missing, id
LIMIT $limit;
