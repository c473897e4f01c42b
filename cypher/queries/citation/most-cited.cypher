// Most cited papers
// The papers that the most papers of the graph cite; `everywhere` is what a source counted.
// $limit = 25: rows at most
MATCH (p:Paper)
WHERE p.localCitationCount IS NOT NULL AND p.stub IS NULL
RETURN p.title AS paper, p.year AS year, p.localCitationCount AS citations,
       p.citationCount AS everywhere, p.id AS id
ORDER BY citations DESC, paper, id
LIMIT $limit;
