// Find a venue by anything that it is called, in any case
CREATE TEXT INDEX venue_lookup IF NOT EXISTS
FOR (n:Venue) ON (n.lookup);
