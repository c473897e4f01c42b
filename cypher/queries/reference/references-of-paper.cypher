// References of a paper
// Whom a paper names and who names it, with the sentences.
// $paper: title of the paper, in any case, or its id
// $limit = 25: rows at most
MATCH (citing:Paper)-[says:REFERS_TO]->(cited:Paper)
WHERE toLower(citing.title) = toLower($paper) OR citing.id = $paper
   OR toLower(cited.title) = toLower($paper) OR cited.id = $paper
RETURN citing.title AS paper, cited.title AS refersTo, cited.date AS date,
       says.confidence AS confidence, says.evidence AS evidence
ORDER BY refersTo, paper, cited.id, citing.id
LIMIT $limit;
