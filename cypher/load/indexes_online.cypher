// Wait until every index is filled
// $seconds: how long to wait at most
CALL db.awaitIndexes($seconds);
