"""The time and memory of `pap refresh` for twelve KPIs: over 200,000 rows in CSV, and 20 million in Parquet.

usage: records.py [ROWS]    with ROWS only that many rows, in Parquet
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

SOURCES = """\
sources:
  cases:
    kind: files
    files: {files}
    as_known: {{from: recorded}}
    columns:
      id: {{type: id, heading: Assessment ID}}
      child: {{type: id, heading: Child ID}}
      started: {{type: date, heading: Start}}
      authorised: {{type: date, heading: Authorised}}
      status: {{type: text, heading: Status}}
      recorded: {{type: date, heading: Recorded On}}
    leave_out: {{where: authorised < started, reason: end before start}}
"""
LIMITS = (10, 15, 20, 25, 30, 35, 40, 45, 50)
RECORDS = """\
  - id: k{number}
    title: Within {limit} working days
    unit: percent
    records:
      from: cases
      where: status = 'Authorised'
      period: {{date: authorised, grain: [month, quarter, year], first: 2014-04}}
      within: {{working_days: {limit}, from: started, to: authorised, start_is: day-0}}
      definition: {{version: 1}}
"""
SQL = """\
  - id: {id}
    title: {id}
    records:
      period: {{grain: month, first: 2014-04}}
      sql: |
        {sql}
      definition: {{version: 1}}
"""
OTHERS = {
    "open": "select t.period, count(*) as value from periods t join cases c on c.started <= t.last_day "
    "and (c.authorised is null or c.authorised > t.last_day) group by t.period",
    "long": "select t.period, median(b.serial - a.serial) as value from cases c join calendar a on a.day = c.started "
    "join calendar b on b.day = c.authorised join periods t on c.authorised between t.first_day and t.last_day "
    "group by t.period",
    "children": "select t.period, count(distinct c.child) as value from cases c "
    "join periods t on c.started between t.first_day and t.last_day group by t.period",
}


def workspace(folder: Path, files: str) -> None:
    """Write a plan with twelve KPIs."""
    (folder / "plans").mkdir(parents=True)
    (folder / "kpis").mkdir()
    (folder / "plans" / "p.yaml").write_text("plan: {id: p, title: A plan, start: 2014-04-01}\n", encoding="utf-8")
    kpis = [RECORDS.format(number=number, limit=limit) for number, limit in enumerate(LIMITS)]
    kpis += [SQL.format(id=id, sql=sql) for id, sql in OTHERS.items()]
    (folder / "kpis" / "sources.yaml").write_text(SOURCES.format(files=files), encoding="utf-8")
    (folder / "kpis" / "k.yaml").write_text("kpis:\n" + "".join(kpis), encoding="utf-8")


def records(path: Path, rows: int) -> None:
    """Write rows of assessments, one in a thousand with its end before its start."""
    made = f"""
        select 'A' || i as "Assessment ID", 'C' || hash(i) % ({rows} // 2 + 1) as "Child ID", day as "Start",
          case when hash(i * 3) % 20 > 0 then
            day + cast(hash(i * 7) % 90 as integer) - case when i % 1000 = 0 then 200 else 0 end end as "Authorised",
          case when hash(i * 3) % 20 > 0 then 'Authorised' else 'Open' end as "Status",
          day + cast(hash(i * 11) % 120 as integer) as "Recorded On"
        from (select i, date '2014-04-01' + cast(hash(i * 5) % 1000 as integer) as day from range({rows}) as r(i))
    """
    options = "format csv, header" if path.suffix == ".csv" else "format parquet"
    duckdb.execute(f"copy ({made}) to '{path}' ({options})")


def measure(rows: int, name: str) -> None:
    """Print what a refresh takes."""
    with tempfile.TemporaryDirectory() as top:
        folder, data = Path(top) / "w", Path(top) / "data"
        data.mkdir()
        records(data / name, rows)
        workspace(folder, name)
        words = ["refresh", "--as-at", "2016-12-15", "--allow", str(data)]
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "pap_cli", "-C", str(folder), *words], capture_output=True, text=True, check=False
        )
        seconds = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = used.ru_utime + used.ru_stime
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        if done.returncode:
            raise SystemExit(done.stderr)
        print(f"{rows:>12,} rows in {name}: 12 KPIs in {seconds:.1f} s, {cpu:.1f} s of CPU, {most:,.0f} MB at most")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]), "cases.parquet")
    else:
        measure(200_000, "cases.csv")
        measure(20_000_000, "cases.parquet")
