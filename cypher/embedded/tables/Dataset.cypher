// Table of datasets in the embedded engine
CREATE NODE TABLE Dataset (
  id STRING PRIMARY KEY,
  name STRING,
  aliases STRING[],
  paperCount INT64,
  mentionCount INT64,
  lookup STRING
);
