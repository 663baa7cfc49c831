"""The importers: from folders of Markdown, through the router, into the blog and the wiki."""
