// Citations of a paper
// Whom a paper cites and who cites it, by which id they were matched, and where that is stated.
// $paper: title of the paper, in any case, or its id
// $limit = 25: rows at most
MATCH (citing:Paper)-[says:CITES]->(cited:Paper)
WHERE toLower(citing.title) = toLower($paper) OR citing.id = $paper
   OR toLower(cited.title) = toLower($paper) OR cited.id = $paper
RETURN citing.title AS paper, cited.title AS cites, cited.year AS year,
       says.matchedBy AS matchedBy, says.sources AS sources
ORDER BY cites, paper, cited.id, citing.id
LIMIT $limit;
