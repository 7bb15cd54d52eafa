"""`pap site`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.quarters import QuartersOption, quarters_of
from pap_cli.options.shared import WORKSPACE_OPTIONS, completed_audiences, with_context

if TYPE_CHECKING:
    from datetime import date

    from pap_cli.assess.assessment import Assessment
    from pap_cli.model.report import Audience


def _assess_for(context: Context, seen: Audience | None) -> Callable[[date], Assessment]:
    """Return the function that assesses what an audience may see."""
    if seen is None:
        return context.assess
    from pap_cli.assess.assessment import assess
    from pap_cli.assess.disclosure.audience import for_audience, without_hidden

    portfolio, policy = for_audience(context.portfolio, context.policy, seen)
    return lambda day: without_hidden(assess(portfolio, day, policy), seen)


@single(example="pap site --as-of 2016-10-14 --output public")
@with_context(WORKSPACE_OPTIONS)
def app(
    context: Context,
    output: Annotated[str, option("--output -o", "DIR", "Folder to write to.")] = "site",
    audience: Annotated[
        str | None,
        option(
            "--audience",
            "NAME|FILE",
            "Who the site is for: an audience of pap report. Leaves out what its report does: names, notes, risks, and "
            "the pages of its sections; and small numbers, if pap.toml names it.",
            completed_audiences,
        ),
    ] = None,
    quarters: QuartersOption = None,
    against: Annotated[
        str | None,
        option("--against", "NAME", "Compare the dates of its page on slippage with this baseline of pap freeze."),
    ] = None,
) -> None:
    """Write the plan as a website in one folder.

    It needs no server, loads nothing from elsewhere and includes past quarter ends. Refuses a folder that pap site did
    not create, unless it is empty.
    """
    from pathlib import Path

    from msgspec.structs import replace

    from pap_cli.context.targets import refuse_folder
    from pap_cli.load.workspace.audience import audience_if_defined, known_audience
    from pap_cli.model.dates import show_date
    from pap_cli.options.baselines import baseline_named
    from pap_cli.options.offering import offering
    from pap_cli.output.folder import Folder
    from pap_cli.output.write import write_out
    from pap_cli.render.site.frame import site_files
    from pap_cli.sheets.downloads import download_files, readers
    from pap_cli.views.site.view import build
    from pap_cli.wording.cells import count_words
    from pap_cli.wording.known_on import known_on_words

    count = quarters_of(quarters)
    refuse_folder(Path(output))
    folder = Folder(Path(output))
    workspace = context.open()
    seen = None
    if audience is not None:
        context.audience = known_audience(audience, workspace.config.disclosure.audiences, context.reader_of)
        seen = audience_if_defined(audience, context.reader_of)
    context.refuse_loss("the site was not written")
    context.warn_of_file_errors()
    context.warn_of_bare_shares()
    baseline = baseline_named(context, against) if against is not None else None
    assessed = _assess_for(context, seen)
    now = assessed(context.as_of)
    site = build(
        lambda day: now if day == context.as_of else assessed(day),
        context.as_of,
        count,
        context.file_errors,
        seen,
        baseline,
    )
    whose = readers(seen, others=audience is not None or context.suppresses)
    site = offering(site, now, whose)
    known_on = f", known on {show_date(context.known_on.day)}" if context.known_on else ""
    site = replace(site, known_on=known_on_words(context.known_on) if context.known_on else "")
    files: dict[str, Callable[[], str | bytes]] = {**site_files(site), **download_files(site)}
    progress = context.progress

    def rendered() -> Iterator[tuple[str, str | bytes]]:
        for done, (name, make) in enumerate(files.items()):
            progress.rendering(done, len(files))
            yield name, make()

    folder.write(rendered(), files)
    progress.end()
    pages = sum(len(day.paths) for day in site.days)
    past = f" and {count_words(len(site.days) - 1, 'quarter end')} before" if len(site.days) > 1 else ""
    write_out(
        f"wrote {Path(output, 'index.html')}: {pages:,} pages, as of {show_date(context.as_of)}{known_on}{past}\n"
    )
