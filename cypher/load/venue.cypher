// Bring venues to the state of the rows
// Creates those that are missing and rewrites those that differ, in a value or in its type.
// $rows: one map a node: all its properties, id among them
UNWIND $rows AS row
MERGE (n:Venue {id: row.id})
WITH n, row,
     properties(n) <> row
     OR any(key IN keys(row) WHERE valueType(n[key]) <> valueType(row[key])) AS differs
FOREACH (_ IN CASE WHEN differs THEN [1] ELSE [] END | SET n = row)
RETURN count(*) AS found, sum(CASE WHEN differs THEN 1 ELSE 0 END) AS written;
