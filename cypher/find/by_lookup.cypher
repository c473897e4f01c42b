// Things that are called so, or whose name or id begins so
// $beginnings: texts as they stand in `lookup`, each with a tab before it
// $labels: labels to look under
// $graph: name of the graph to look in, null for all that is there
// $limit: rows at most
UNWIND $beginnings AS beginning
MATCH (n:Paper|Method|Dataset|Task|Metric|Author|Venue)
WHERE n.lookup CONTAINS beginning
WITH DISTINCT n
WHERE n.id IS NOT NULL AND any(label IN labels(n) WHERE label IN $labels)
      AND ($graph IS NULL OR n.graph = $graph)
RETURN labels(n) AS labels, n.id AS id, coalesce(n.name, n.title) AS name, n.aliases AS aliases,
       n.externalIds AS externalIds, n.issns AS issns, n.orcid AS orcid,
       coalesce(n.paperCount, 0) AS papers
ORDER BY papers DESC, name, id
LIMIT $limit;
