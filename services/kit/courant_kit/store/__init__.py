"""The kit's tables in every service's database: versions, the event log and media."""
