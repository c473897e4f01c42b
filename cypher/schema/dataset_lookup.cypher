// Find a dataset by anything that it is called, in any case
CREATE TEXT INDEX dataset_lookup IF NOT EXISTS
FOR (n:Dataset) ON (n.lookup);
