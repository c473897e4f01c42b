// Table of COMPARES_WITH in the embedded engine
CREATE REL TABLE COMPARES_WITH (
  FROM Paper TO Method,
  mentions INT64,
  confidence DOUBLE,
  evidence STRING[],
  rules STRING[]
);
