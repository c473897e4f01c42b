// Coauthors of an author
// With whom an author wrote papers, most papers first.
// $author (Author): name, alias or id, in any case
// $limit = 25: rows at most
MATCH (a:Author)
WHERE a.lookup CONTAINS ('\t' + toLower($author) + '\t')
WITH DISTINCT a
MATCH (a)-[:AUTHORED]->(p:Paper)
MATCH (p)<-[:AUTHORED]-(other:Author)
WITH DISTINCT a, other, p
WHERE other.id <> a.id
RETURN other.name AS coauthor, count(DISTINCT p.id) AS papers, other.id AS id
ORDER BY papers DESC, coauthor, id
LIMIT $limit;
