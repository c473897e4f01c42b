// Anything by words, with typing mistakes
// Whatever is called by words near these, best first: the full-text index on names, aliases and titles.
// $words: words in the form of Lucene: `transfomer~` forgives mistakes, `graph*` is a beginning
// $limit = 25: rows at most
// Engine: neo4j
CALL db.index.fulltext.queryNodes('names_fulltext', $words) YIELD node, score
RETURN labels(node)[0] AS kind, coalesce(node.name, node.title) AS name, node.aliases AS aliases,
       node.paperCount AS papers, node.id AS id
ORDER BY score DESC, name, id
LIMIT $limit;
