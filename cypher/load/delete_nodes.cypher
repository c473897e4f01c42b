// Delete nodes that a load wrote
// A node stays where something hangs on it that no load wrote.
// $rows: one map a node: its element, and its id, which is looked at again
// $prefix: what stands in front of every id of the graph: its name and a slash, or nothing
UNWIND $rows AS row
MATCH (n) WHERE elementId(n) = row.element AND n.id = $prefix + row.id AND n.loadedBy = 'graphkit'
  AND NOT EXISTS { (n)--() }
DELETE n
RETURN count(*) AS deleted;
