// Find a method by anything that it is called, in any case
CREATE TEXT INDEX method_lookup IF NOT EXISTS
FOR (n:Method) ON (n.lookup);
