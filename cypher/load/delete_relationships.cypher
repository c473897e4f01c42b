// Delete relationships that a load wrote
// $rows: one map a relationship: its element, and its type as `kind`, which is looked at again
UNWIND $rows AS row
MATCH ()-[r]->() WHERE elementId(r) = row.element AND type(r) = row.kind
  AND r.loadedBy = 'graphkit'
DELETE r
RETURN count(*) AS deleted;
