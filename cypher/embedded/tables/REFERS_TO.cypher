// Table of REFERS_TO in the embedded engine
CREATE REL TABLE REFERS_TO (
  FROM Paper TO Paper,
  mentions INT64,
  confidence DOUBLE,
  evidence STRING[],
  rules STRING[]
);
