/* Search over all items; the index is fetched when the search box first gets the focus. */
const MOST = 12;
let entries = null, similar = null;

const load = (then) => {
  if (entries) return then();
  if (window.papEntries) {
    entries = window.papEntries.map(([id, title, sort, plan, place]) => ({
      id, title, sort, plan, place, text: plain(`${id} ${title} ${plan}`),
    }));
    similar = similarIn(entries.map(({ text }) => text));
    return then();
  }
  if (document.getElementById("entries")) return undefined;
  const script = make("script", { id: "entries", src: `${document.body.dataset.root}search.js` });
  script.addEventListener("load", () => load(then));
  document.head.append(script);
  return undefined;
};

const rank = (entry, query) => {
  const id = entry.id.toLowerCase();
  if (id === query) return 0;
  if (id.startsWith(query)) return 1;
  if (plain(entry.title).startsWith(query)) return 2;
  return entry.text.includes(` ${query}`) ? 3 : 4;
};

const matching = (query) => {
  const wanted = words(query);
  const whole = plain(query.trim());
  return entries
    .filter((entry) => wanted.every((word) => entry.text.includes(word)))
    .map((entry, at) => [rank(entry, whole), at, entry])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([, , entry]) => entry);
};

const searchBox = (place) => {
  const input = make("input", { type: "search", id: "search", placeholder: "Search", autocomplete: "off", spellcheck: "false" });
  const label = make("label", { class: "vh", for: "search" }, "Search by id or title");
  const told = make("p", { role: "status" });
  const list = make("ul");
  const found = make("div", { class: "found" }, told, list);
  found.hidden = true;
  place.setAttribute("role", "search");
  place.append(label, input, found);

  const links = () => [...list.querySelectorAll("a")];
  const close = () => { found.hidden = true; };
  const show = () => {
    const query = input.value;
    if (!words(query).length) return close();
    load(() => {
      if (input.value !== query) return show();
      const exact = matching(query);
      const all = exact.length || !query.split(PARTS).some(Boolean) ? exact : similar(query).map((at) => entries[at]);
      const shown = all.slice(0, MOST);
      list.replaceChildren(...shown.map((entry) => make("li", {}, make(
        "a", { href: document.body.dataset.root + entry.place },
        make("b", {}, entry.id), ` ${entry.title}`, make("small", {}, [entry.sort, entry.plan].filter(Boolean).join(" in ")),
      ))));
      const more = all.length > MOST ? `the first ${MOST} of ` : "";
      const kind = exact.length ? "result" : "similar result";
      const none = exact.length || !all.length ? "" : "No exact match: ";
      told.textContent = all.length ? none + more + counted(all.length, all.length === 1 ? kind : `${kind}s`) : "Nothing found";
      found.hidden = false;
      return undefined;
    });
    return undefined;
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => load(show));
  place.addEventListener("focusout", (event) => { if (!place.contains(event.relatedTarget)) close(); });
  place.addEventListener("keydown", (event) => {
    const at = links().indexOf(document.activeElement);
    if (event.key === "Escape") {
      input.value = "";
      close();
      input.focus();
    } else if (event.key === "Enter" && event.target === input) {
      if (!found.hidden && links().length) links()[0].click();
    } else if (event.key === "ArrowDown" && !found.hidden) {
      links()[Math.min(at + 1, links().length - 1)]?.focus();
    } else if (event.key === "ArrowUp" && !found.hidden && at >= 0) {
      (links()[at - 1] ?? input).focus();
    } else return;
    event.preventDefault();
  });
  return input;
};
