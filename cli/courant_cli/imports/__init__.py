"""The importers: from folders of Markdown (sources), through the router, into a module of the site (targets)."""
