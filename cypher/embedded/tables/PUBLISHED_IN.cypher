// Table of PUBLISHED_IN in the embedded engine
CREATE REL TABLE PUBLISHED_IN (
  FROM Paper TO Venue,
  printedName STRING,
  sources STRING[]
);
