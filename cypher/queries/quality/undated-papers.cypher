// Papers without a date
// Papers whose source names no full date, with what it prints instead.
// $limit = 25: rows at most
MATCH (p:Paper)
WHERE p.date IS NULL AND p.stub IS NULL
RETURN p.title AS paper, p.dateText AS dateText, p.sources AS sources, p.id AS id
ORDER BY paper, id
LIMIT $limit;
