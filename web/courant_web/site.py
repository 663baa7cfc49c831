"""What the one web process knows of the site: its modules, its menu, and the answers it keeps."""

from courant_web.asgi import Kept
from courant_web.assets import load_assets
from courant_web.directory import Directory
from courant_web.menu import Menu
from courant_web.settings import configured
from courant_web.watch import Watch

web = configured()
assets = load_assets()
directory = Directory()
menu = Menu()
watch = Watch()
kept = Kept(assets.files, watch)
