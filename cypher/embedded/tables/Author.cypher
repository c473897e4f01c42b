// Table of authors in the embedded engine
CREATE NODE TABLE Author (
  id STRING PRIMARY KEY,
  name STRING,
  aliases STRING[],
  orcid STRING,
  externalIds STRING[],
  identifiedBy STRING,
  paperCount INT64,
  lookup STRING
);
