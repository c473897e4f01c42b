// Table of PROPOSES in the embedded engine
CREATE REL TABLE PROPOSES (
  FROM Paper TO Method,
  mentions INT64,
  confidence DOUBLE,
  evidence STRING[],
  rules STRING[]
);
