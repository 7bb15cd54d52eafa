"""The rules of a control chart in words: which chart it is and why, what its lines are, what marks a figure."""

from __future__ import annotations

from pap_cli.assess.charts.signal import Signal
from pap_cli.model.kpi import ChartKind
from pap_cli.model.numbers import number

KIND_NAMES = {
    ChartKind.XMR: "XmR chart",
    ChartKind.RUN: "run chart",
    ChartKind.C: "C chart",
    ChartKind.P: "P chart",
    ChartKind.P_PRIME: "P′ chart",
    ChartKind.U: "U chart",
    ChartKind.U_PRIME: "U′ chart",
    ChartKind.G: "G chart",
    ChartKind.T: "T chart",
}
_OF_ALL = "Mean: all numerators divided by all denominators."
_WIDER = "times how much more the figures vary than chance explains"
_LINES = {
    ChartKind.XMR: "Limits: the mean ± 2.66 times the average difference between consecutive figures.",
    ChartKind.RUN: "It has a median and no limits.",
    ChartKind.C: "Limits: the mean ± 3 times its square root, as for counts of independent events.",
    ChartKind.P: f"{_OF_ALL} Limits: ± 3 standard deviations of a share with the denominator of each figure.",
    ChartKind.P_PRIME: (
        f"{_OF_ALL} Limits: ± 3 standard deviations of a share with the denominator of each figure, {_WIDER}."
    ),
    ChartKind.U: f"{_OF_ALL} Limits: ± 3 standard deviations of a rate with the denominator of each figure.",
    ChartKind.U_PRIME: (
        f"{_OF_ALL} Limits: ± 3 standard deviations of a rate with the denominator of each figure, {_WIDER}."
    ),
    ChartKind.G: "The figures are cases between events. Limits: the mean of these numbers ± 3 standard deviations.",
    ChartKind.T: (
        "The figures are times between events. Mean and limits are those of an XmR chart of the times to the power of "
        "1/3.6, which makes them nearly normal."
    ),
}
_SOURCES = {
    ChartKind.XMR: "NHS England, Making Data Count; Wheeler",
    ChartKind.RUN: "Anhøj and Olesen 2014",
    ChartKind.C: "Montgomery; Anhøj and Olesen 2014",
    ChartKind.P: "Montgomery; Anhøj and Olesen 2014",
    ChartKind.P_PRIME: "Laney 2002; Anhøj and Olesen 2014",
    ChartKind.U: "Montgomery; Anhøj and Olesen 2014",
    ChartKind.U_PRIME: "Laney 2002; Anhøj and Olesen 2014",
    ChartKind.G: "Benneyan 2001; Anhøj and Olesen 2014",
    ChartKind.T: "Nelson 1994; Anhøj and Olesen 2014",
}
_OF_XMR = (
    "outside the limits; seven in a row that rise or that fall; two of three close to a limit; seven in a row on one "
    "side of the mean"
)


def kind_sentence(signal: Signal) -> str:
    """Return which chart it is, and why this one."""
    name = KIND_NAMES[signal.chart.kind]
    return f"{name[0].upper()}{name[1:]}, because {signal.why}."


def chart_rules(signal: Signal) -> str:
    """Return the rules of a chart as a paragraph."""
    kind = signal.chart.kind
    baseline = signal.kpi.spc.baseline_points if signal.kpi.spc else None
    fixed = f"The lines are fixed on the first {baseline} figures." if baseline else ""
    screened = (
        "Differences of 3.267 times the average or more are left out."
        if kind is ChartKind.XMR and (signal.kpi.spc is None or signal.kpi.spc.screen_outliers is not False)
        else ""
    )
    marks = f"Marked: {_OF_XMR}." if kind is ChartKind.XMR else _marks_of_runs(signal)
    parts = (kind_sentence(signal), _LINES[kind], screened, fixed, marks, f"Source: {_SOURCES[kind]}.")
    return " ".join(part for part in parts if part)


def _marks_of_runs(signal: Signal) -> str:
    """Return what marks a figure on a chart other than XmR, with the numbers of the current group."""
    kind, group = signal.chart.kind, signal.chart.current
    runs = group.runs
    if group.rare:
        return "Marked: figures outside the limits. Runs mark none, because less than one case is expected in a figure."
    outside = "" if kind is ChartKind.RUN else "figures outside the limits; and "
    marks = f"Marked: {outside}the longest run on one side of the {kind.centre}, if runs are unusual."
    if runs is None or runs.longest_run is None:
        return marks
    found = (
        f"Here the longest run is {number(runs.longest_run)} (usual: up to {number(runs.longest_run_max)}), and the "
        f"figures cross the {kind.centre} {_times(runs.crossings)} (usual: {number(runs.crossings_min)} or more)."
    )
    return f"{marks} {found}"


def _times(count: int | None) -> str:
    return {1: "once", 2: "twice"}.get(count or 0, f"{count} times")
