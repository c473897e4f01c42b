// Table of USES in the embedded engine
CREATE REL TABLE USES (
  FROM Paper TO Method,
  mentions INT64,
  confidence DOUBLE,
  evidence STRING[],
  rules STRING[]
);
