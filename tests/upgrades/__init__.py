"""Sites that released versions left behind, each started on this version: nothing of what they hold is lost."""
