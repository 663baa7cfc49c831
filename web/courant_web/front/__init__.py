"""The front, before Django: answers that are kept, static files, the bound on bodies, the headers of every answer."""
