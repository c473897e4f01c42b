// A method by year
// How many papers a year propose, use or compare with a method.
// $method (Method): name, alias or id, in any case
MATCH (m:Method)
WHERE m.lookup CONTAINS ('\t' + toLower($method) + '\t')
WITH DISTINCT m
MATCH (m)<-[:PROPOSES|USES|COMPARES_WITH]-(p:Paper)
WHERE p.year IS NOT NULL
RETURN p.year AS year, count(DISTINCT p.id) AS papers
ORDER BY year;
