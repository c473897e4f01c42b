// Every relationship of the graph, by source
// Only those between the labels of the type: the same type elsewhere is somebody else's.
// $prefix: what stands in front of every id of the graph: its name and a slash, or nothing
MATCH (source:Paper|Author)
WHERE source.id IS :: STRING NOT NULL AND source.id STARTS WITH $prefix
  AND ($prefix <> '' OR source.graph IS NULL OR coalesce(source.loadedBy, '') <> 'graphkit')
WITH source, [
  (source)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES|MEASURES|REFERS_TO
             |CITES|AUTHORED|PUBLISHED_IN]->(target:Paper|Method|Dataset|Task|Metric|Venue)
  WHERE target.id IS :: STRING NOT NULL AND target.id STARTS WITH $prefix
    AND (type(r) IN ['REFERS_TO', 'CITES', 'AUTHORED']) = (target:Paper)
    AND (type(r) = 'PUBLISHED_IN') = (target:Venue) AND (type(r) = 'AUTHORED') = (source:Author)
  | [type(r), substring(target.id, size($prefix)), properties(r)]
] AS relationships
WHERE size(relationships) > 0
RETURN substring(source.id, size($prefix)) AS source, relationships;
