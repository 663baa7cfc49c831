"""WebSub: a hub is told which public feeds have changed."""
