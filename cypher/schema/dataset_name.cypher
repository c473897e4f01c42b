// Find a dataset by its name
CREATE INDEX dataset_name IF NOT EXISTS
FOR (n:Dataset) ON (n.name);
