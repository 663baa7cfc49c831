"""`courant export` and `courant import folder`."""

import sys
from pathlib import Path

import click

from courant_cli.installation import installation


@click.group()
def export() -> None:
    """Write the running site into a folder; run it again to write what has changed since."""


@export.command(name="folder")
@click.argument("directory", type=click.Path(path_type=Path))
def export_folder(directory: Path) -> None:
    """Write posts, comments, wiki pages and files into DIRECTORY, as Markdown that `courant import folder` reads."""
    from courant_cli.exports.folder import exporting

    click.echo(exporting.export(installation(), directory))


@export.command(name="static")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--url", default="", help="The address at which the files will be, for feeds, sitemap and previews.")
def export_static(directory: Path, url: str) -> None:
    """Write what visitors see into DIRECTORY, as HTML for any file server: without sign-in, forms and live updates."""
    from courant_cli.exports.static import exporting

    for line in exporting.export(installation(), directory, url):
        click.echo(line)


@click.command(name="folder")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path),
    help="The file for the report on every document (default: a file in the data directory).",
)  # fmt: skip
def import_folder(directory: Path, report: Path | None) -> None:
    """Import DIRECTORY, an export of a site: its posts, comments, wiki pages and files as they were."""
    from courant_cli.exports.folder import bringing

    sys.exit(bringing.bring(installation(), directory, report) > 0)
