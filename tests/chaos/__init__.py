"""What a site must survive: its processes killed, its sockets cut, its events late or twice."""
