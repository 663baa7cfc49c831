"""Brings every catalog up to date with the sources: `python deploy/languages`, after words or translations change."""

from catalogs import LANGUAGES, compiled, packages, place, read, updated, written


def main() -> None:
    """Write each catalog again, and print how many messages have no translation."""
    for package in packages():
        for language in LANGUAGES:
            path, catalog = place(package, language), updated(package, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written(catalog))
            path.with_suffix(".mo").write_bytes(compiled(read(path, language)))
            lacking = sum(not _has_all(message.string) for message in catalog if message.id)
            print(f"{path.relative_to(package.parent)}: {len(catalog)} messages, {lacking} without a translation")


def _has_all(words: object) -> bool:
    return all(words) if isinstance(words, tuple) and words else bool(words)


if __name__ == "__main__":
    main()
