// Find an author by anything that it is called, in any case
CREATE TEXT INDEX author_lookup IF NOT EXISTS
FOR (n:Author) ON (n.lookup);
