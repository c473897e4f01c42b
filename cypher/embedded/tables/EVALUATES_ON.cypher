// Table of EVALUATES_ON in the embedded engine
CREATE REL TABLE EVALUATES_ON (
  FROM Paper TO Dataset,
  mentions INT64,
  confidence DOUBLE,
  evidence STRING[],
  rules STRING[]
);
