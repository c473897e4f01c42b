// Confidence by role
// How sure the statements of each type are: their number, and how many fall below a confidence.
// $below = 0.5: the confidence
MATCH (:Paper)-[says]->(:Method|Dataset|Task|Metric)
RETURN type(says) AS role, count(*) AS statements, min(says.confidence) AS lowest,
       max(says.confidence) AS highest,
       sum(CASE WHEN says.confidence < $below THEN 1 ELSE 0 END) AS below
ORDER BY statements DESC, role;
