"""Answers for programs and browsers that are not pages: feeds, the sitemap, robots.txt, media, assets, health."""
