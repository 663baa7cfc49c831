"""The state of the web process: the site's modules, settings and menu, the cached answers, the doorbell of events."""

from courant_kit.calls.breaker import Breaker

from courant_web.environment import configured
from courant_web.front.assets import load_assets
from courant_web.front.cache import Caches
from courant_web.front.invalidation import Invalidation
from courant_web.upstream.directory import Directory
from courant_web.upstream.doorbell import Doorbell
from courant_web.upstream.menu import Copies
from courant_web.upstream.site import Site

web = configured()
assets = load_assets()
directory = Directory()
copies = Copies()
menu = copies.menu
site = Site(web.service.site_name)
invalidation = Invalidation()
breaker = Breaker()
"""Which modules are not asked for a while, because they failed again and again; seconds of `time.monotonic`."""

caches = Caches(assets.files, invalidation)
doorbell = Doorbell()
