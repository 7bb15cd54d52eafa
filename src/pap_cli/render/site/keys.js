/* The keyboard: / goes to the filter or the search, Escape closes the menu of dates. */
const find = document.getElementById("find");
const filter = document.getElementById("filter");
const box = find && searchBox(find);
const own = filter && filters(filter);
const days = document.querySelector("details.days");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && days?.open && days.contains(document.activeElement)) {
    days.open = false;
    days.querySelector("summary").focus();
  }
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  const input = own ?? box;
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
});
document.addEventListener("click", (event) => { if (days?.open && !days.contains(event.target)) days.open = false; });
