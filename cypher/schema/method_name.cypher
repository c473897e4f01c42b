// Find a method by its name
CREATE INDEX method_name IF NOT EXISTS
FOR (n:Method) ON (n.name);
