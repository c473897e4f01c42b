// Find a paper by anything that it is called, in any case
CREATE TEXT INDEX paper_lookup IF NOT EXISTS
FOR (n:Paper) ON (n.lookup);
