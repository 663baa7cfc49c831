"""The processes of a site under one supervisor: started, kept alive, heard, ended."""
