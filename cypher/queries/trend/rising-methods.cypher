// Rising methods
// Methods that more papers use or compare with since a year than before it.
// $since = 2021: the year
// $limit = 25: rows at most
MATCH (m:Method)<-[:USES|COMPARES_WITH]-(p:Paper)
WHERE p.year IS NOT NULL
WITH m.name AS method, m.id AS id,
     count(DISTINCT CASE WHEN p.year < $since THEN p.id END) AS before,
     count(DISTINCT CASE WHEN p.year >= $since THEN p.id END) AS since
WHERE since > before
RETURN method, before, since, id
ORDER BY since - before DESC, since DESC, method, id
LIMIT $limit;
