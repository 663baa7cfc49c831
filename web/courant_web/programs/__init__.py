"""What programs read: feeds, the sitemap, robots.txt, uploaded images, health."""
