// Table of AUTHORED in the embedded engine
CREATE REL TABLE AUTHORED (
  FROM Author TO Paper,
  position INT64,
  printedName STRING,
  sources STRING[]
);
