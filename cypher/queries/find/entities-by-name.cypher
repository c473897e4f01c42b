// Methods, datasets, tasks and metrics by name
// Everything whose name or alias holds a text, named by the most papers first.
// $text: part of the name or of an alias, in any case
// $limit = 25: rows at most
WITH toLower($text) AS wanted
MATCH (e:Method|Dataset|Task|Metric)
WHERE e.lookup CONTAINS wanted
  AND (toLower(e.name) CONTAINS wanted
       OR any(alias IN e.aliases WHERE toLower(alias) CONTAINS wanted))
RETURN e.name AS name, e.id AS id, e.paperCount AS papers,
       e.aliases AS aliases
ORDER BY papers DESC, name, id
LIMIT $limit;
