"""The files of the site's settings, served as core's own files are: under the hash of their content."""

from courant_core.module import module
from courant_core.site import files

module.assets.made.append(files.find)
