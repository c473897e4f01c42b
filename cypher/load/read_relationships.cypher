// Every relationship of the graph, by source
// Only those between the labels of the type: the same type elsewhere is somebody else's. What is
// asked of an end is asked once it is found, so that no plan for an empty database looks for it
// otherwise than from the source.
// $prefix: what stands in front of every id of the graph: its name and a slash, or nothing
MATCH (source:Paper|Author)
WHERE source.id IS :: STRING NOT NULL AND source.id STARTS WITH $prefix
  AND ($prefix <> '' OR source.graph IS NULL OR coalesce(source.loadedBy, '') <> 'graphkit')
WITH source, [
  (source)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES|MEASURES|REFERS_TO
             |CITES|AUTHORED|PUBLISHED_IN]->() | r
] AS found
WITH source, [
  r IN found
  WHERE endNode(r):Paper|Method|Dataset|Task|Metric|Venue
    AND endNode(r).id IS :: STRING NOT NULL AND endNode(r).id STARTS WITH $prefix
    AND (type(r) IN ['REFERS_TO', 'CITES', 'AUTHORED']) = (endNode(r):Paper)
    AND (type(r) = 'PUBLISHED_IN') = (endNode(r):Venue) AND (type(r) = 'AUTHORED') = (source:Author)
  | [type(r), substring(endNode(r).id, size($prefix)), properties(r)]
] AS relationships
WHERE size(relationships) > 0
RETURN substring(source.id, size($prefix)) AS source, relationships;
