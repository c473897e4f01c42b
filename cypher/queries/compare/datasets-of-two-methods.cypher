// Datasets that two methods share
// The datasets on which papers with the first and papers with the second method are tested.
// $first: name or alias of a method, in any case
// $second: name or alias of another method, in any case
// $limit = 25: rows at most
WITH toLower($first) AS wantedFirst, toLower($second) AS wantedSecond
MATCH (one:Method)
WHERE toLower(one.name) = wantedFirst
   OR any(alias IN one.aliases WHERE toLower(alias) = wantedFirst)
MATCH (other:Method)
WHERE toLower(other.name) = wantedSecond
   OR any(alias IN other.aliases WHERE toLower(alias) = wantedSecond)
MATCH (one)<-[:PROPOSES|USES|COMPARES_WITH]-(p:Paper)-[:EVALUATES_ON]->(d:Dataset)
MATCH (d)<-[:EVALUATES_ON]-(q:Paper)-[:PROPOSES|USES|COMPARES_WITH]->(other)
RETURN d.name AS dataset, count(DISTINCT p.id) AS papersFirst,
       count(DISTINCT q.id) AS papersSecond, d.id AS id
ORDER BY papersFirst DESC, papersSecond DESC, dataset, id
LIMIT $limit;
