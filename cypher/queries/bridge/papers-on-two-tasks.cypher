// Papers on two tasks
// The papers that address both tasks, newest first.
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
MATCH (one)<-[:ADDRESSES]-(p:Paper)-[:ADDRESSES]->(other)
WHERE one.id <> other.id
WITH DISTINCT p
RETURN p.title AS paper, p.date AS date, p.id AS id
ORDER BY coalesce(p.year, 0) DESC, paper, id
LIMIT $limit;
