// Methods that two tasks share
// The methods that papers on the first and papers on the second task propose, use or compare with.
// $first: name or alias of a task, in any case
// $second: name or alias of another task, in any case
// $limit = 25: rows at most
WITH toLower($first) AS wantedFirst, toLower($second) AS wantedSecond
MATCH (one:Task)
WHERE toLower(one.name) = wantedFirst
   OR any(alias IN one.aliases WHERE toLower(alias) = wantedFirst)
MATCH (other:Task)
WHERE toLower(other.name) = wantedSecond
   OR any(alias IN other.aliases WHERE toLower(alias) = wantedSecond)
MATCH (one)<-[:ADDRESSES]-(p:Paper)-[:PROPOSES|USES|COMPARES_WITH]->(m:Method)
MATCH (m)<-[:PROPOSES|USES|COMPARES_WITH]-(q:Paper)-[:ADDRESSES]->(other)
RETURN m.name AS method, count(DISTINCT p.id) AS papersFirst,
       count(DISTINCT q.id) AS papersSecond, m.id AS id
ORDER BY papersFirst DESC, papersSecond DESC, method, id
LIMIT $limit;
