// Begin the one transaction that makes the database
BEGIN TRANSACTION;
