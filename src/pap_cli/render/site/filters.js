/* Filters of a list; the choices come from its table. */
const CHOSEN = ["Plan", "Owner", "Body", "State", "Made by", "Expected by"];
const BARE = { Late: "Overdue only", Gap: "With gaps only" };

const valueOf = (cell) => (cell.querySelector(".tag")?.lastChild ?? cell).textContent.trim();
const valuesOf = (cell) => valueOf(cell).split(", ").filter(Boolean);

const filters = (place) => {
  const table = document.querySelector("main table");
  if (!table) return null;
  const noun = place.dataset.noun;
  const columns = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const rows = [...table.tBodies[0].rows];
  const texts = [];
  const input = make("input", { type: "search", id: "text", autocomplete: "off", spellcheck: "false" });
  const fields = [make("div", { class: "field" }, make("label", { for: "text" }, `Find in these ${noun}`), input)];
  const tests = [];

  const values = (at, of = valuesOf) => {
    const counts = new Map();
    for (const row of rows) for (const value of of(row.cells[at])) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  const boxes = (title, key, at) => {
    const counts = values(at, (cell) => [valueOf(cell)].filter(Boolean));
    if (counts.size < 2) return;
    const group = [...counts].map(([value, count]) => {
      const box = make("input", { type: "checkbox", value });
      return [box, make("label", {}, box, value, make("small", {}, String(count)))];
    });
    fields.push(make("fieldset", {}, make("legend", {}, title), make("div", {}, ...group.map(([, label]) => label))));
    const chosen = () => group.filter(([box]) => box.checked).map(([box]) => box.value);
    tests.push({
      key, value: () => chosen().join(","),
      set: (text) => { for (const [box] of group) box.checked = `,${text},`.includes(`,${box.value},`); }, // a label may have a comma
      test: () => { const wanted = chosen(); return wanted.length ? (row) => wanted.includes(valueOf(row.cells[at])) : null; },
    });
  };
  const choice = (title, at) => {
    const options = [...values(at).keys()].sort((a, b) => a.localeCompare(b, "en-GB", { numeric: true }));
    if (options.length < 2) return;
    const key = title.toLowerCase().replace(" ", "-");
    const select = make("select", { id: `by-${key}` }, make("option", { value: "" }, "All"), ...options.map((value) => make("option", { value }, value)));
    fields.push(make("div", { class: "field" }, make("label", { for: `by-${key}` }, title), select));
    tests.push({
      key, value: () => select.value,
      set: (text) => { select.value = options.includes(text) ? text : ""; },
      test: () => { const wanted = select.value; return wanted ? (row) => valuesOf(row.cells[at]).includes(wanted) : null; },
    });
  };
  const only = (title, at) => {
    if (!rows.some((row) => row.cells[at].textContent) || rows.every((row) => row.cells[at].textContent)) return;
    const box = make("input", { type: "checkbox" });
    fields.push(make("fieldset", {}, make("legend", { class: "vh" }, title), make("div", {}, make("label", {}, box, BARE[title]))));
    tests.push({
      key: "has", value: () => (box.checked ? title : ""),
      set: (text) => { box.checked = text === title; },
      test: () => (box.checked ? (row) => row.cells[at].textContent !== "" : null),
    });
  };
  const first = columns.includes("Rating") ? "Rating" : "State";
  if (columns.includes(first)) boxes(first, first.toLowerCase(), columns.indexOf(first));
  for (const title of CHOSEN) if (title !== first && columns.includes(title)) choice(title, columns.indexOf(title));
  for (const title of Object.keys(BARE)) if (columns.includes(title)) only(title, columns.indexOf(title));

  tests.push({
    key: "q", value: () => input.value.trim(), set: (text) => { input.value = text; },
    test: () => {
      const wanted = words(input.value);
      if (wanted.length && !texts.length) texts.push(...rows.map((row) => row.textContent.toLowerCase()));
      return wanted.length ? (row, at) => wanted.every((word) => texts[at].includes(word)) : null;
    },
  });
  const clear = make("button", { type: "button" }, "Clear");
  const count = make("p", { class: "count", role: "status" });
  place.className = "filter";
  place.append(...fields, clear, count);

  const state = columns.indexOf("State");
  const isOut = (row) => state >= 0 && row.cells[state].textContent.trim() === "cancelled";
  const out = rows.filter(isOut).length;
  const all = counted(rows.length - out, noun);

  const apply = () => {
    const active = tests.map(({ test }) => test()).filter(Boolean);
    let shown = 0, left = 0;
    rows.forEach((row, at) => {
      row.hidden = !active.every((test) => test(row, at));
      if (row.hidden) return;
      if (isOut(row)) left += 1;
      else shown += 1;
    });
    const told = shown || left ? `${shown.toLocaleString("en-GB")} of ${all}` : `None of ${all} match`;
    count.textContent = `${active.length ? told : `All ${all}`}${left ? `, and ${left.toLocaleString("en-GB")} cancelled` : ""}`;
    clear.hidden = !active.length;
  };
  const note = () => {
    apply();
    const state = new URLSearchParams(tests.map(({ key, value }) => [key, value()]).filter(([, value]) => value));
    history.replaceState(null, "", `#${state}`);
  };
  const read = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const { key, set } of tests) set(state.get(key) ?? "");
    apply();
  };
  const empty = () => {
    for (const { set } of tests) set("");
    note();
    input.focus();
  };
  place.addEventListener("input", note);
  clear.addEventListener("click", empty);
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    empty();
  });
  window.addEventListener("hashchange", read);
  read();
  return input;
};
