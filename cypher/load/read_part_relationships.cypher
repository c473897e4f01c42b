// Relationships of the graph that start at nodes with these elements
// $elements: which ones
MATCH (source:Paper|Author)-[r:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|ADDRESSES
                             |MEASURES|REFERS_TO|CITES|AUTHORED|PUBLISHED_IN]->
      (target:Paper|Method|Dataset|Task|Metric|Venue)
WHERE elementId(source) IN $elements AND r.loadedBy = 'graphkit'
RETURN elementId(source) AS source, type(r) AS type, elementId(target) AS target,
       properties(r) AS properties;
