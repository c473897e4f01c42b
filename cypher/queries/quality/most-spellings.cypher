// Things with the most spellings
// What was merged from the most spellings: the first place to look for a wrong merge.
// $limit = 25: rows at most
MATCH (e:Method|Dataset|Task|Metric)
WHERE e.aliases IS NOT NULL
RETURN e.name AS name, size(e.aliases) AS spellings, e.aliases AS aliases,
       e.paperCount AS papers, e.id AS id
ORDER BY spellings DESC, papers DESC, name, id
LIMIT $limit;
