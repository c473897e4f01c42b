// New methods by year
// How many methods a year are proposed for the first time.
// $since = 0: first year to show
MATCH (m:Method)<-[:PROPOSES]-(p:Paper)
WHERE p.year IS NOT NULL
WITH m.id AS id, min(p.year) AS year
WHERE year >= $since
RETURN year, count(*) AS methods
ORDER BY year;
