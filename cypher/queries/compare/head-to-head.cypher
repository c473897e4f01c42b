// Two methods head to head
// The papers that name both methods, with what each is to them, newest first.
// $first (Method): name, alias or id, in any case
// $second (Method): another, in the same way
// $limit = 25: rows at most
MATCH (one:Method)
WHERE one.lookup CONTAINS ('\t' + toLower($first) + '\t')
WITH DISTINCT one
MATCH (other:Method)
WHERE other.lookup CONTAINS ('\t' + toLower($second) + '\t')
WITH DISTINCT one, other
MATCH (one)<-[first:PROPOSES|USES|COMPARES_WITH]-(p:Paper)
MATCH (p)-[second:PROPOSES|USES|COMPARES_WITH]->(other)
WHERE one.id <> other.id
RETURN p.title AS paper, p.date AS date, one.name AS oneMethod, type(first) AS oneRole,
       other.name AS otherMethod, type(second) AS otherRole, p.id AS id
ORDER BY coalesce(p.year, 0) DESC, paper, id, oneRole, otherRole, one.id, other.id
LIMIT $limit;
