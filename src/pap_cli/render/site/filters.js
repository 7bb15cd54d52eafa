/* Filters of a list; the choices come from its table. On a narrow screen all but the text are folded away. */
const CHOSEN = ["Plan", "Owner", "Body", "State", "Made by", "Expected by"];
const BARE = { Late: "Overdue only", Gap: "With gaps only" };

const valueOf = (cell) => (cell.querySelector(".tag")?.lastChild ?? cell).textContent.trim();
const valuesOf = (cell) => valueOf(cell).split(", ").filter(Boolean);
/* The value and the words of each choice in a cell. A post or a body is chosen by its ID, which its page is named by. */
const NAMED = /\/(?:owners|bodies|themes)\/([^/#]+)\.html$/;
const choicesOf = (cell) => {
  const named = [...cell.querySelectorAll("a")].map((link) => [NAMED.exec(link.getAttribute("href"))?.[1], link.textContent]);
  return named.length && named.every(([value]) => value) ? named : valuesOf(cell).map((value) => [value, value]);
};

const filters = (place) => {
  const table = [...document.querySelectorAll("main table")].find((one) => !one.closest("figure, details"));
  if (!table) return null;
  /* What comes before the list, such as a chart, comes before its filters too; its count stays behind them. */
  const body = table.closest(".scroll") ?? table;
  const told = body.previousElementSibling;
  (told?.matches(".muted") ? told : body).before(place);
  const noun = place.dataset.noun;
  const columns = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const rows = [...table.tBodies[0].rows];
  const texts = [];
  const similar = similarIn(texts);
  const input = make("input", { type: "search", id: "text", autocomplete: "off", spellcheck: "false" });
  const find = make("div", { class: "field" }, make("label", { for: "text" }, `Find in these ${noun}`), input);
  const fields = [];
  const tests = [];
  let near = false;

  const boxes = (title, key, at) => {
    const counts = new Map();
    for (const value of rows.map((row) => valueOf(row.cells[at])).filter(Boolean)) counts.set(value, (counts.get(value) ?? 0) + 1);
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
    const labels = new Map(rows.flatMap((row) => choicesOf(row.cells[at])));
    const options = [...labels].sort(([, a], [, b]) => a.localeCompare(b, "en-GB", { numeric: true }));
    if (options.length < 2 || rows[0].cells[at].tagName === "TH") return;
    const key = title.toLowerCase().replace(" ", "-");
    const select = make("select", { id: `by-${key}` }, make("option", { value: "" }, "All"), ...options.map(([value, label]) => make("option", { value }, label)));
    fields.push(make("div", { class: "field" }, make("label", { for: `by-${key}` }, title), select));
    tests.push({
      key, value: () => select.value,
      set: (text) => { select.value = labels.has(text) ? text : ""; },
      test: () => {
        const wanted = select.value;
        return wanted ? (row) => choicesOf(row.cells[at]).some(([value]) => value === wanted) : null;
      },
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
      if (wanted.length && !texts.length) texts.push(...rows.map((row) => plain([...row.cells].map((cell) => cell.textContent).join(" "))));
      const exact = (row, at) => wanted.every((word) => texts[at].includes(word));
      near = wanted.length > 0 && input.value.split(PARTS).some(Boolean) && !rows.some(exact);
      if (!near) return wanted.length ? exact : null;
      const found = new Set(similar(input.value));
      return (row, at) => found.has(at);
    },
  });
  const clear = make("button", { type: "button" }, "Clear");
  const count = make("p", { class: "count", role: "status" });
  place.className = "filter";
  const summary = make("summary", {}, "Filters");
  const fold = make("details", {}, summary, make("div", {}, ...fields));
  const folds = window.matchMedia("(max-width: 44rem)");
  const unfold = () => { fold.open = !folds.matches; };
  folds.addEventListener("change", unfold);
  unfold();
  place.append(find, ...(fields.length ? [fold] : []), make("div", { class: "told" }, count, clear));

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
    const like = near && (shown || left) ? "No exact match. Similar: " : "";
    const told = shown || left ? `${like}${shown.toLocaleString("en-GB")} of ${all}` : `None of ${all} match`;
    const set = tests.filter(({ key, value }) => key !== "q" && value()).length;
    summary.textContent = set ? `Filters (${set} set)` : "Filters";
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
