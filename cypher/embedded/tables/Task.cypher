// Table of tasks in the embedded engine
CREATE NODE TABLE Task (
  id STRING PRIMARY KEY,
  name STRING,
  aliases STRING[],
  paperCount INT64,
  mentionCount INT64,
  lookup STRING
);
