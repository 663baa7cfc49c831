"""The tables that every service's database has beside its models: versions, the event log and media."""
