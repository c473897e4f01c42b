// Things whose names hold these words, or words near them
// $words: a query of the full-text index
// $labels: labels to look under
// $graph: name of the graph to look in, null for all that is there
// $limit: rows at most
CALL db.index.fulltext.queryNodes('names_fulltext', $words) YIELD node AS n, score
WITH n, score
WHERE n.id IS NOT NULL AND any(label IN labels(n) WHERE label IN $labels)
      AND ($graph IS NULL OR n.graph = $graph)
RETURN labels(n) AS labels, n.id AS id, coalesce(n.name, n.title) AS name, n.aliases AS aliases,
       n.externalIds AS externalIds, n.issns AS issns, n.orcid AS orcid,
       coalesce(n.paperCount, 0) AS papers
ORDER BY score DESC, papers DESC, name, id
LIMIT $limit;
