// Keep what the transaction made
COMMIT;
