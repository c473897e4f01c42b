// Papers of an author
// The papers of everyone who is called so, newest first; `position` is the author's place.
// $author: name or another spelling of it, in any case, or an id
// $limit = 25: rows at most
WITH toLower($author) AS wanted
MATCH (a:Author)
WHERE toLower(a.name) = wanted OR a.id = $author
   OR any(alias IN a.aliases WHERE toLower(alias) = wanted)
MATCH (a)-[wrote:AUTHORED]->(p:Paper)
RETURN p.title AS paper, p.year AS year, wrote.position AS position, a.name AS author, a.id AS id
ORDER BY coalesce(p.year, 0) DESC, paper, p.id, id
LIMIT $limit;
