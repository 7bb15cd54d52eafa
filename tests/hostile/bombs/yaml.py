"""YAML itself: nesting, repetition, tokens."""

from __future__ import annotations

from hostile.bombs.making import MILESTONES, PLAN, Files, bomb, counted, endless, kpis, plan


@bomb
def brackets(size: int) -> Files:
    return plan(PLAN + "actions: ", endless("["), size)


@bomb
def closed_brackets(size: int) -> Files:
    return {"plans/bomb.yaml": (PLAN + "actions: " + "[" * (size // 2) + "]" * (size // 2)).encode()}


@bomb
def braces(size: int) -> Files:
    return plan(PLAN + "actions: ", endless("{a: "), size)


@bomb
def dashes(size: int) -> Files:
    return plan(PLAN + "actions: ", endless("- "), size)


@bomb
def question_marks(size: int) -> Files:
    return plan("", endless("? "), size)


@bomb
def aliases_that_multiply(size: int) -> Files:
    levels = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10**9))
    return plan(PLAN + "a0: &a0 [x]\n", levels, size)


@bomb
def aliases_of_one_value(size: int) -> Files:
    return plan(PLAN + "a: &a x\nb: [", endless("*a,"), size, "]\n")


@bomb
def aliases_of_a_milestone(size: int) -> Files:
    one = "  - &m {id: A1, title: T, due: 2016-09-30, notes: [a, b, c]}\n"
    return plan(MILESTONES + one, endless("  - *m\n"), size)


@bomb
def anchors(size: int) -> Files:
    return plan(PLAN + "a: [", counted("&a{n} x,"), size, "]\n")


@bomb
def tags(size: int) -> Files:
    return plan(PLAN + "a: [", endless("!!a x,"), size, "]\n")


@bomb
def merge_keys(size: int) -> Files:
    return plan(PLAN + "a: &a {x: y}\nb: [", endless("{<<: *a},"), size, "]\n")


@bomb
def keys_unknown(size: int) -> Files:
    return plan(PLAN, counted("k{n}: 1\n"), size)


@bomb
def keys_almost_known(size: int) -> Files:
    return plan(MILESTONES + "  - {id: A1, title: T, due: 2016-09-30", counted(", extension{n}: 1"), size, "}\n")


@bomb
def keys_twice(size: int) -> Files:
    return plan(PLAN, endless("a: 1\n"), size)


@bomb
def keys_of_nothing(size: int) -> Files:
    return plan("", endless(":\n"), size)


@bomb
def keys_that_collide(size: int) -> Files:
    return plan(PLAN + "a: {", (f"{n * (2**61 - 1)}: 1," for n in range(10**9)), size, "}\n")


@bomb
def one_character_scalars(size: int) -> Files:
    return plan(PLAN + "actions: [", endless("a,"), size, "]\n")


@bomb
def values_that_are_none(size: int) -> Files:
    return plan(PLAN + "actions:\n  - id: A1\n    title: T\n    answers: [", endless("[],"), size, "]\n")


@bomb
def values_without_words(size: int) -> Files:
    return plan(PLAN + "actions:\n  - id: A1\n    title: T\n    answers: [", endless("'',"), size, "]\n")


@bomb
def keys_written_twice(size: int) -> Files:
    return plan(PLAN, (f"a{n}: 1\na{n}: 1\n" for n in range(10**9)), size)


@bomb
def empty_mappings(size: int) -> Files:
    return plan(PLAN + "actions: [", endless("{},"), size, "]\n")


@bomb
def empty_entries(size: int) -> Files:
    return plan(PLAN + "actions:\n", endless("-\n"), size)


@bomb
def empty_milestones(size: int) -> Files:
    return plan(MILESTONES.rstrip("\n") + " [", endless("{},"), size, "]\n")


@bomb
def empty_milestones_in_lines(size: int) -> Files:
    return plan(MILESTONES, endless("  -\n"), size)


@bomb
def notes_of_a_word(size: int) -> Files:
    return plan(MILESTONES + "  - {id: A1, title: T, due: 2016-09-30, notes: [", endless("a,"), size, "]}\n")


@bomb
def numbers_with_colons(size: int) -> Files:
    return plan(PLAN + "a: ", endless("1:"), size)


@bomb
def digits(size: int) -> Files:
    return kpis(endless("1"), size, "kpis:\n- {id: k, title: K, owner: head, polarity: none, observations: {2016: ")


@bomb
def digits_of_an_id(size: int) -> Files:
    return plan("plan: {title: P, start: 2016-01-04, id: ", endless("0"), size, "}\n")


@bomb
def a_long_line(size: int) -> Files:
    return plan(PLAN + "actions: [", endless("{id: 1.1, titel: x}, "), size, "]\n")


@bomb
def a_long_line_of_wide_characters(size: int) -> Files:
    return plan(PLAN + "actions: [", endless("{id: 1.1, títel: 中文}, "), size, "]\n")


@bomb
def a_long_quoted_text(size: int) -> Files:
    return plan(PLAN + 'a: "', endless("\\x41"), size, '"\n')


@bomb
def a_quotation_mark_never_closed(size: int) -> Files:
    return plan(PLAN + 'a: "', endless("x\n  "), size)


@bomb
def comments(size: int) -> Files:
    return plan(PLAN, endless("#\n"), size)


@bomb
def blank_lines(size: int) -> Files:
    return plan(PLAN, endless("\n"), size)


@bomb
def carriage_returns(size: int) -> Files:
    return plan(PLAN, endless("\r"), size)


@bomb
def spaces(size: int) -> Files:
    return plan(PLAN, endless(" "), size, "x")


@bomb
def tabs(size: int) -> Files:
    return plan(PLAN, endless("\t"), size, "x")


@bomb
def almost_a_merge_conflict(size: int) -> Files:
    return plan(PLAN + "a: |\n", endless("======= \n"), size)


@bomb
def documents(size: int) -> Files:
    return plan(PLAN, endless("---\n"), size)
