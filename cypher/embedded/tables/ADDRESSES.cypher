// Table of ADDRESSES in the embedded engine
CREATE REL TABLE ADDRESSES (
  FROM Paper TO Task,
  mentions INT64,
  confidence DOUBLE,
  evidence STRING[],
  rules STRING[]
);
