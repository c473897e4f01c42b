// Citations of a paper
// Whom a paper cites and who cites it, by which id they were matched, and where that is stated.
// $paper (Paper): title or id, in any case
// $limit = 25: rows at most
MATCH (p:Paper)
WHERE p.lookup CONTAINS ('\t' + toLower($paper) + '\t')
WITH DISTINCT p
MATCH (p)-[:CITES]-(other:Paper)
WITH DISTINCT p.id AS own, other.id AS theirs
UNWIND [own, theirs] AS start
MATCH (citing:Paper)
WHERE citing.id = start
WITH DISTINCT own, theirs, citing
MATCH (citing)-[says:CITES]->(cited:Paper)
WITH DISTINCT own, theirs, citing, says, cited
WHERE cited.id = own OR cited.id = theirs
RETURN citing.title AS paper, cited.title AS cites, cited.year AS year,
       says.matchedBy AS matchedBy, says.sources AS sources
ORDER BY cites, paper, cited.id, citing.id
LIMIT $limit;
