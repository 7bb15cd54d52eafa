"""The workbooks and calendars that a website offers, if what they need is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pap_cli.assess.assessment import Assessment
    from pap_cli.sheets.downloads import Readers
    from pap_cli.website import Site


def offering(site: Site, now: Assessment, whose: Readers, *, aloud: bool = True) -> Site:
    """Return a site that offers its files; without their libraries the site as it is, which is said once if ALOUD."""
    from pap_cli.sheets.downloads import missing, with_downloads

    lacking = missing()
    if not lacking:
        return with_downloads(site, now, whose)
    if aloud:
        from pap_cli.installed import install_advice
        from pap_cli.output.write import write_error

        needed = f"{' and '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} not installed"
        write_error(f"pap: the website offers no workbooks and calendars: {needed}\n  {install_advice('sheets')}\n")
    return site
