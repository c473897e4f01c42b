// Papers in a venue
// The papers of a journal, conference or book, newest first.
// $venue: name or another spelling of it, in any case, or an id
// $limit = 25: rows at most
WITH toLower($venue) AS wanted
MATCH (v:Venue)
WHERE toLower(v.name) = wanted OR v.id = $venue
   OR any(alias IN v.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[:PUBLISHED_IN]->(v)
RETURN p.title AS paper, p.year AS year, v.name AS venue, p.id AS id
ORDER BY coalesce(p.year, 0) DESC, paper, id
LIMIT $limit;
