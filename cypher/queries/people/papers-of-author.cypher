// Papers of an author
// The papers of everyone who is called so, newest first; `position` is the author's place.
// $author (Author): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (a:Author)
WHERE a.lookup CONTAINS ('\t' + toLower($author) + '\t')
WITH DISTINCT a
MATCH (a)-[wrote:AUTHORED]->(p:Paper)
RETURN p.title AS paper, p.year AS year, wrote.position AS position, a.name AS author, a.id AS id
ORDER BY coalesce(p.year, 0) DESC, paper, p.id, id
LIMIT $limit;
