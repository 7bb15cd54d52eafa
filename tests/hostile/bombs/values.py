"""Values, ids and references."""

from __future__ import annotations

from hostile.bombs.making import MILESTONES, OWNED, PLAN, Files, bomb, counted, endless, filled, kpis, plan


@bomb
def a_long_id(size: int) -> Files:
    return plan("plan: {title: P, start: 2016-01-04, id: ", endless("a."), size, "}\n")


@bomb
def a_long_date(size: int) -> Files:
    return plan("plan: {id: p, title: P, start: ", endless("2016-"), size, "}\n")


@bomb
def a_long_due_date_of_spaces(size: int) -> Files:
    return plan(MILESTONES + "  - {id: A1, title: T, due: '1", endless(" "), size, "x'}\n")


@bomb
def a_long_duration(size: int) -> Files:
    start = OWNED + "bodies: {b: B}\nreviews: [{id: r, body: b, from: 2016-01-04, for: 1 year, every: '1"
    return plan(start, endless(" "), size, "x'}]\n")


@bomb
def a_long_number(size: int) -> Files:
    start = "kpis:\n- {id: k, title: K, owner: head, polarity: high, target: {value: '"
    return kpis(endless("1,111"), size, start)


@bomb
def a_long_title(size: int) -> Files:
    return plan("plan: {id: p, start: 2016-01-04, title: ", endless("word "), size, "}\n")


@bomb
def a_title_of_marks(size: int) -> Files:
    return plan("plan: {id: p, start: 2016-01-04, title: '", endless("##[a::\u202e"), size, "'}\n")


@bomb
def a_word_that_is_no_choice(size: int) -> Files:
    return plan(MILESTONES + "  - {id: A1, title: T, due: 2016-09-30, horizon: ", endless("shor"), size, "}\n")


@bomb
def a_success_criterion(size: int) -> Files:
    start = OWNED + "actions:\n- {id: A, title: T, owner: head, scope: corporate, success: '"
    return plan(start, endless("1 1,"), size, "'}\n")


@bomb
def ids_twice(size: int) -> Files:
    return plan(MILESTONES, endless("  - {id: A1, title: T, due: 2016-09-30}\n"), size)


@bomb
def ids_of_actions_twice(size: int) -> Files:
    return plan(OWNED + "actions:\n", endless("- {id: A, title: T}\n"), size)


@bomb
def ids_that_are_ambiguous(size: int) -> Files:
    return plan(MILESTONES, counted("  - {id: 1.{n}, title: T, due: 2016-09-30}\n"), size)


@bomb
def ids_that_look_alike(size: int) -> Files:
    parts = (f"  - {{id: {'АA'[n % 2]}{n // 2}, title: T, due: 2016-09-30}}\n" for n in range(10**9))
    return plan(MILESTONES, parts, size)


@bomb
def owners_that_nobody_is(size: int) -> Files:
    return plan(MILESTONES, counted("  - {id: m{n}, title: T, due: 2016-09-30, owner: h{n}}\n"), size)


@bomb
def answers_to_nothing(size: int) -> Files:
    return plan(OWNED + "actions:\n- {id: A, title: T, owner: head, answers: [", counted("R{n},"), size, "]}\n")


@bomb
def answers_to_one_thing(size: int) -> Files:
    start = OWNED + "recommendations: [{id: R, title: T}]\nactions:\n- {id: A, title: T, owner: head, answers: ["
    return plan(start, endless("R,"), size, "]}\n")


@bomb
def dangling_among_many(size: int) -> Files:
    known = filled(MILESTONES, counted("  - {id: m{n}, title: T, due: 2016-09-30}\n"), size // 2).decode()
    return plan(known, counted("  - {id: x{n}, title: T, due: 2016-09-30, depends_on: n{n}}\n"), size)


@bomb
def owners(size: int) -> Files:
    return plan(PLAN + "owners:\n", counted("  o{n}: T\n"), size)


@bomb
def recommendations(size: int) -> Files:
    return plan(OWNED + "recommendations:\n", counted("- {id: R{n}, title: T}\n"), size)


@bomb
def actions(size: int) -> Files:
    return plan(OWNED + "actions:\n", counted("- {id: A{n}, title: T}\n"), size)


@bomb
def concerns(size: int) -> Files:
    return plan(OWNED + "concerns:\n", counted("- {id: C{n}, title: T}\n"), size)
