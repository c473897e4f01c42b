// Table of INTRODUCES in the embedded engine
CREATE REL TABLE INTRODUCES (
  FROM Paper TO Dataset,
  mentions INT64,
  confidence DOUBLE,
  evidence STRING[],
  rules STRING[]
);
