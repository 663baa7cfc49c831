"""What travels between processes, declared and pure: contracts, payloads, pages, manifests."""
