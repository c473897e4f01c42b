// Papers in a venue
// The papers of a journal, conference or book, newest first.
// $venue (Venue): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (v:Venue)
WHERE v.lookup CONTAINS ('\t' + toLower($venue) + '\t')
WITH DISTINCT v
MATCH (p:Paper)-[:PUBLISHED_IN]->(v)
RETURN p.title AS paper, p.year AS year, v.name AS venue, p.id AS id
ORDER BY coalesce(p.year, 0) DESC, paper, id
LIMIT $limit;
