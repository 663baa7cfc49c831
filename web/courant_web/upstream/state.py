"""What the one web process knows of the site: its modules, its menu, and the answers it keeps."""

from courant_web.front.asgi import Kept
from courant_web.front.assets import load_assets
from courant_web.front.invalidation import Watch
from courant_web.settings import configured
from courant_web.upstream.directory import Directory
from courant_web.upstream.menu import Menu

web = configured()
assets = load_assets()
directory = Directory()
menu = Menu()
watch = Watch()
kept = Kept(assets.files, watch)
