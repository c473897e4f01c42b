// References of a paper
// Whom a paper names and who names it, with the sentences.
// $paper (Paper): title or id, in any case
// $limit = 25: rows at most
MATCH (p:Paper)
WHERE p.lookup CONTAINS ('\t' + toLower($paper) + '\t')
WITH DISTINCT p
MATCH (p)-[:REFERS_TO]-(other:Paper)
WITH DISTINCT p.id AS own, other.id AS theirs
UNWIND [own, theirs] AS start
MATCH (citing:Paper)
WHERE citing.id = start
WITH DISTINCT own, theirs, citing
MATCH (citing)-[says:REFERS_TO]->(cited:Paper)
WITH DISTINCT own, theirs, citing, says, cited
WHERE cited.id = own OR cited.id = theirs
RETURN citing.title AS paper, cited.title AS refersTo, cited.date AS date,
       says.confidence AS confidence, says.evidence AS evidence
ORDER BY refersTo, paper, cited.id, citing.id
LIMIT $limit;
