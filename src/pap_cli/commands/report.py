"""`pap report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.app import option, single
from pap_cli.options.shared import completed_appendices, completed_audiences, with_context

if TYPE_CHECKING:
    from pap_cli.assess.assessment import PlanStatus


@single(example="pap report --since last-review --output report.docx")
@with_context()
def app(
    context: Context,
    audience: Annotated[
        str | None,
        option(
            "--audience",
            "NAME|FILE",
            "Who the report is for: cabinet, board, dfe, ofsted, public or meeting (any other), or a YAML file of "
            "your own. Default: cabinet, or meeting if the plan has no body cabinet.",
            completed_audiences,
        ),
    ] = None,
    since: Annotated[
        str | None,
        option(
            "--since",
            "DATE|last-review",
            "Compare with this date, with the first day of a month such as 2016-07, or with last-review: the last "
            "meeting of the bodies the report is for. "
            "Default: 3 months before the as-of date.",
        ),
    ] = None,
    appendix: Annotated[
        str | None,
        option(
            "--appendix",
            "SIZE",
            "none; short: what readers look up; or full: every milestone with its evidence, and every chart. "
            "Default: that of the audience, or short.",
            completed_appendices,
        ),
    ] = None,
    known: Annotated[
        bool,
        option(
            "--known",
            None,
            "Compare with what the repository held on the day of the last report: what was changed or deleted in the "
            "files since then is told too.",
        ),
    ] = False,
    against: Annotated[
        str | None,
        option("--against", "NAME", "Compare the dates in its section on slippage with this baseline of pap freeze."),
    ] = None,
    template: Annotated[
        str | None,
        option("--template", "FILE", "Word file to take styles, page layout, headers and footers from (docx only)."),
    ] = None,
) -> None:
    """Write a report for a meeting.

    For a meeting, write html, docx, pdf or markdown: --format or the extension of --output sets the format. csv and
    json contain only what changed.
    """
    from msgspec.structs import replace

    from pap_cli.assess.changes.movement import movement
    from pap_cli.assess.history import quarter_ends
    from pap_cli.load.workspace.audience import among, read_audience
    from pap_cli.load.workspace.audience_names import audience_names
    from pap_cli.load.workspace.narrative import read_narrative
    from pap_cli.model.dates import add_months
    from pap_cli.model.report import Appendix
    from pap_cli.options.baselines import baseline_named
    from pap_cli.options.days import first_day
    from pap_cli.options.filters import members
    from pap_cli.options.points import plan_held_on
    from pap_cli.views.report import ReportView
    from pap_cli.views.report.inputs import Inputs
    from pap_cli.wording.verdict import verdict

    workspace = context.open()
    if context.options.output not in (None, "-") or context.options.report:
        context.refuse_loss("the report was not written")
    found = context.portfolio.plans
    if len(found) != 1:
        ids = ", ".join(plan.id for plan in found)
        hint = f"choose one with --plan: {ids}" if found else "run  pap check  to see what could not be read"
        raise PapError("a report is about one plan" if found else "no plan to report on", hint)
    audience = audience or ("cabinet" if "cabinet" in found[0].body_titles else "meeting")
    context.audience = Path(audience).stem
    plans = context.assess().plans
    chosen = read_audience(audience, context.reader_of)
    if audience in audience_names():
        chosen = among(chosen, found[0].body_titles)
    if appendix is not None:
        (size,) = members([appendix], Appendix, "--appendix")
        chosen = replace(chosen, appendix=size)
    context.also_read += [Path(name) for name in (audience, template) if name is not None]
    _warn_of_unknown_bodies(chosen.bodies, plans[0], audience)
    _check_format(context, template)
    earlier = add_months(context.as_of, -3)
    if since is not None:
        earlier = first_day(context, since, [found[0]], chosen.bodies)
    word_template = _template(template)
    now = plans[0]
    before, held = plan_held_on(context, earlier, now.plan.id) if known else (context.assess(earlier), None)
    baseline = baseline_named(context, against) if against is not None else None
    ends = quarter_ends(now.plan.header.start, context.as_of)
    inputs = Inputs(
        audience=chosen,
        movement=movement(before.plans[0], now),
        quarters=tuple(context.assess(day).plans[0] for day in ends),
        policy=context.policy,
        verdict=verdict(context.assess(), before),
        file_errors=context.file_errors,
        known_on=context.known_on,
        compared_on=held,
        against=baseline,
        narrative=read_narrative(
            context.reader(workspace.root),
            now.plan,
            earlier,
            context.as_of,
            audience=Path(audience).stem,
            own_words_only=not (chosen.shows_notes and chosen.shows_owners),
        ),
    )
    context.show(ReportView(inputs=inputs), template=word_template)


def _warn_of_unknown_bodies(bodies: tuple[str, ...], plan: PlanStatus, audience: str) -> None:
    """Warn if an audience is for bodies and the plan has none of them."""
    from pap_cli.output.write import write_error

    if bodies and not set(bodies) & plan.plan.body_titles.keys():
        known = ", ".join(plan.plan.body_titles)
        are = "which is not a body" if len(bodies) == 1 else "which are not bodies"
        there = f"the bodies are {known}" if known else "it has no bodies"
        write_error(f"pap: warning: the audience {audience} is for {', '.join(bodies)}, {are} in this plan; {there}\n")


def _check_format(context: Context, template: str | None) -> None:
    """Check that --output sets a format and that the format takes the template.

    Raises:
        PapError: if it does not.
    """
    from pap_cli.context.targets import format_of

    output = context.options.output
    format = context.options.format or format_of(output)
    ending = Path(output).suffix if output else ""
    if format is None and ending not in ("", ".txt"):
        raise PapError(
            f"--output: unknown file type “{ending}”", "use .html, .docx, .pdf or .md, or set the format with --format"
        )
    if template is not None and format != "docx":
        raise PapError("--template is only for docx", "write a Word file, as in  --output report.docx")


MAX_TEMPLATE = 20 * 1024 * 1024


def _template(path: str | None) -> bytes | None:
    """Return the bytes of a template.

    Raises:
        PapError: if it cannot be read, or is too large.
    """
    if path is None:
        return None
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_TEMPLATE + 1)
    except OSError as error:
        raise PapError(f"cannot read the template {path}: {(error.strerror or str(error)).lower()}") from None
    if len(data) > MAX_TEMPLATE:
        raise PapError(f"{path} is larger than {MAX_TEMPLATE // 1024 // 1024} MB", "use a smaller template")
    return data
