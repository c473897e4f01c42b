// Bring AUTHORED relationships to the state of the rows
// Creates those that are missing and rewrites those that differ, in a value or in its type.
// Those without `loadedBy: 'graphkit'` are somebody else's and stay as they are.
// $rows: one map a relationship: source and target, the ids of its ends, and its properties
UNWIND $rows AS row
MATCH (author:Author {id: row.source})
MATCH (paper:Paper {id: row.target})
MERGE (author)-[r:AUTHORED {loadedBy: 'graphkit'}]->(paper)
WITH r, row.properties AS wanted
WITH r, wanted,
     properties(r) <> wanted
     OR any(key IN keys(wanted) WHERE valueType(r[key]) <> valueType(wanted[key])) AS differs
FOREACH (_ IN CASE WHEN differs THEN [1] ELSE [] END | SET r = wanted)
RETURN count(*) AS found, sum(CASE WHEN differs THEN 1 ELSE 0 END) AS written;
