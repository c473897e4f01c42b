// The ids behind the engine's own numbers of nodes
// A relationship in a result names its ends by table and offset; this gives their ids.
// $offsets: offsets in the tables
// Engine: embedded
MATCH (node)
WHERE offset(id(node)) IN $offsets
RETURN id(node) AS internal, node.id AS id;
