// Papers that others refer to
// The papers whose own method or dataset the most other papers name, most first.
// $limit = 25: rows at most
MATCH (citing:Paper)-[says:REFERS_TO]->(cited:Paper)
RETURN cited.title AS paper, cited.date AS date, count(*) AS papers,
       sum(says.mentions) AS mentions, cited.id AS id
ORDER BY papers DESC, mentions DESC, paper, id
LIMIT $limit;
