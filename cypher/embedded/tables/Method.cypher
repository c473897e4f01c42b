// Table of methods in the embedded engine
CREATE NODE TABLE Method (
  id STRING PRIMARY KEY,
  name STRING,
  aliases STRING[],
  paperCount INT64,
  mentionCount INT64,
  lookup STRING
);
