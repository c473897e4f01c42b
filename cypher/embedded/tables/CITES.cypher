// Table of CITES in the embedded engine
CREATE REL TABLE CITES (
  FROM Paper TO Paper,
  matchedBy STRING,
  sources STRING[]
);
