// Who refers to whom
// Draws papers that name what another paper proposes or introduces.
// $limit = 50: links at most
MATCH path = (citing:Paper)-[:REFERS_TO]->(cited:Paper)
RETURN path
ORDER BY citing.id, cited.id
LIMIT $limit;
