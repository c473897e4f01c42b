// Papers by words of the title
// The papers whose title holds a text, newest first, with their ids.
// $text: part of the title, in any case
// $limit = 25: rows at most
MATCH (p:Paper)
WHERE p.lookup CONTAINS toLower($text) AND toLower(p.title) CONTAINS toLower($text)
  AND p.stub IS NULL
RETURN p.title AS paper, p.date AS date, p.id AS id
ORDER BY coalesce(p.year, 0) DESC, p.title, p.id
LIMIT $limit;
