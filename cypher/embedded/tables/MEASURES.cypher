// Table of MEASURES in the embedded engine
CREATE REL TABLE MEASURES (
  FROM Paper TO Metric,
  mentions INT64,
  confidence DOUBLE,
  evidence STRING[],
  rules STRING[]
);
