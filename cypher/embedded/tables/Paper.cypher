// Table of papers in the embedded engine
CREATE NODE TABLE Paper (
  id STRING PRIMARY KEY,
  title STRING,
  abstract STRING,
  date DATE,
  dateText STRING,
  year INT64,
  authorCount INT64,
  externalIds STRING[],
  sources STRING[],
  lookup STRING
);
