// Find an author by its name
CREATE INDEX author_name IF NOT EXISTS
FOR (n:Author) ON (n.name);
