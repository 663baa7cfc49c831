"""Who may join the router and sign in: secrets, credentials, accounts, and the operator's own session."""
