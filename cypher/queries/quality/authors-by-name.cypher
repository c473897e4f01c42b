// Authors joined by name alone
// Authors of several papers whom no source gives an id: the first place to look for two in one.
// $limit = 25: rows at most
MATCH (a:Author)
WHERE a.identifiedBy = "name" AND a.paperCount > 1
RETURN a.name AS author, a.paperCount AS papers, a.aliases AS spellings, a.id AS id
ORDER BY papers DESC, author, id
LIMIT $limit;
