// Names of two kinds
// Names that stand for two different kinds of thing, such as a method and a dataset.
// $limit = 25: rows at most
MATCH (one:Method|Dataset|Task|Metric), (other:Method|Dataset|Task|Metric)
WHERE toLower(one.name) = toLower(other.name) AND one.id < other.id
RETURN one.name AS name, one.id AS first, other.id AS second, one.paperCount AS firstPapers,
       other.paperCount AS secondPapers
ORDER BY firstPapers + secondPapers DESC, name, first, second
LIMIT $limit;
