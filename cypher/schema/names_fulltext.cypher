// Search names, aliases and titles by words and near words
CREATE FULLTEXT INDEX names_fulltext IF NOT EXISTS
FOR (n:Paper|Method|Dataset|Task|Metric|Author|Venue) ON EACH [n.name, n.aliases, n.title];
