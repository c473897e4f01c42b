// Two roles at once
// Things to which a paper stands in two ways, such as proposing a method and comparing with it.
// $limit = 25: rows at most
MATCH (p:Paper)-[first]->(e:Method|Dataset)
MATCH (p)-[second]->(e)
WHERE type(first) < type(second)
RETURN p.title AS paper, e.name AS name, type(first) AS oneRole, type(second) AS otherRole,
       p.id AS paperId, e.id AS id
ORDER BY paper, paperId, name, id, oneRole, otherRole
LIMIT $limit;
