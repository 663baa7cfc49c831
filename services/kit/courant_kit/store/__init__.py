"""What every service keeps in its own database beside its own models: versions, the event log and media."""
