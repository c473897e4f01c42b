// Coauthors of an author
// With whom an author wrote papers, most papers first.
// $author: name or another spelling of it, in any case, or an id
// $limit = 25: rows at most
WITH toLower($author) AS wanted
MATCH (a:Author)
WHERE toLower(a.name) = wanted OR a.id = $author
   OR any(alias IN a.aliases WHERE toLower(alias) = wanted)
MATCH (a)-[:AUTHORED]->(p:Paper)
MATCH (p)<-[:AUTHORED]-(other:Author)
WHERE other.id <> a.id
RETURN other.name AS coauthor, count(DISTINCT p.id) AS papers, other.id AS id
ORDER BY papers DESC, coauthor, id
LIMIT $limit;
