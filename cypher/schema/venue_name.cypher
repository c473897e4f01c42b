// Find a venue by its name
CREATE INDEX venue_name IF NOT EXISTS
FOR (n:Venue) ON (n.name);
