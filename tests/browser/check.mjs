/* A site in a real browser: how it reads, how it is steered, and that it asks nobody for anything.
   node check.mjs BASE [FILE]: BASE is the address of the site's folder; FILE is one of a served workspace, to change. */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [base, file] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const QUIET = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const PLAN = "plans/lambeth-2015";
const KINDS = [
  "index.html", "recommendations.html", "actions.html", "milestones.html", "slippage.html", "kpis.html", "reviews.html", "owners.html",
  "bodies.html", "glossary.html", `${PLAN}/actions/A8.html`, `${PLAN}/recommendations/R3.html`, `${PLAN}/kpis/board-agency.html`,
  `${PLAN}/owners/dcs.html`, `${PLAN}/bodies/ofsted.html`, "2016-09-30/index.html",
  `2016-09-30/${PLAN}/actions/A8.html`,
];
const WIDTHS = [360, 768, 1280];

const problems = [];
let at = "";
const problem = (text) => problems.push(`${at}: ${text}`);
const same = (found, expected, what) => {
  if (found !== expected) problem(`${what}: expected “${expected}”, found “${found}”`);
};

const browser = await chromium.launch({ executablePath: process.env.PAP_BROWSER, args: QUIET });

const opened = async (options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.addInitScript(() => addEventListener("securitypolicyviolation", (event) => {
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
  }));
  const page = await context.newPage();
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) problem(message.text()); });
  page.on("pageerror", (error) => problem(String(error)));
  context.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("data:")) problem(`asks for ${request.url()}`);
  });
  return page;
};
/* A page that is served may be about to reload, and the browser then gives up the address that it was told to open. */
const go = async (page, path) => {
  at = path;
  await page.goto(base + path).catch(() => page.goto(base + path));
};

/* ---- how it reads: on every kind of page, light and dark, narrow and wide ---- */

for (const colorScheme of ["light", "dark"]) {
  const page = await opened({ colorScheme });
  for (const path of KINDS) {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await go(page, path);
      at = `${path} ${colorScheme} ${width}`;
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { preload: false, resultTypes: ["violations"] }));
      for (const { id, nodes } of violations) problem(`axe ${id}: ${nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) problem(`wider than the screen by ${over}`);
      const scrolled = await page.evaluate(() => [...document.querySelectorAll("main > .scroll")]
        .map((one) => [one.getAttribute("aria-label"), one.scrollWidth - one.clientWidth]).filter(([, wide]) => wide > 0));
      if (width === WIDTHS.at(-1) && scrolled.length) problem(`tables wider than the page: ${scrolled}`);
    }
  }
  await page.context().close();
}

/* ---- filters ---- */

const page = await opened();
const count = () => page.locator("#filter .count").textContent();
const shown = () => page.locator("main tbody tr:visible").count();
const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());

await go(page, "milestones.html");
const all = await shown();
const live = all - 1; // one is cancelled
same(await count(), `All ${live} milestones, and 1 cancelled`, "the count of an untouched list");
await page.keyboard.press("/");
same(await focused(), "text", "where / leads on a list");
await page.keyboard.type("team leader");
const some = await shown();
if (!(some > 0 && some < all)) problem(`typing leaves ${some} of ${all}`);
same(await count(), `${some} of ${live} milestones`, "the count of a filtered list");
await page.keyboard.press("Tab");
await page.keyboard.press("Space");
const red = await page.locator("main tbody tr:visible .tag.red").count();
same(await shown(), red, "rows that are not red");
same(new URL(page.url()).hash, "#rating=red&q=team+leader", "the state in the address");
const kept = page.url();
await go(page, "index.html");
await page.goto(kept);
same(await shown(), red, "rows of a list that was linked to");
same(await page.locator("#text").inputValue(), "team leader", "the words of a list that was linked to");
await page.locator("#text").focus();
await page.keyboard.press("Escape");
same(await shown(), all, "rows after Escape");
same(new URL(page.url()).hash, "", "the address after Escape");
await page.selectOption("#by-owner", "dcs");
const owners = await page.locator("main tbody tr:visible td[data-c=Owner]").allTextContents();
const named = "Strategic Director, Children's Services";
if (!owners.length || owners.some((owner) => !owner.includes(named))) problem(`owners are ${owners}`);
same(new URL(page.url()).hash, "#owner=dcs", "the owner in the address");
await page.locator("#text").fill("no such words");
same(await count(), `None of ${live} milestones match`, "the count of nothing");
await page.getByRole("button", { name: "Clear" }).click();
same(await shown(), all, "rows after Clear");

await go(page, "index.html");
await page.locator(".tiles a").first().click();
same(await shown(), Number(await count().then((text) => text.split(" ")[0])), "rows that are overdue");
if (await page.locator("main tbody tr:visible td[data-c=Late]:empty").count()) problem("a milestone that is not overdue");

await go(page, "milestones.html");
await page.locator("#text").fill("vacnat team laeder");
if (!(await shown())) problem("a list does not forgive a typo");
if (!(await count()).startsWith("No exact match. Similar: ")) problem(`a typo is not told: ${await count()}`);

await go(page, "slippage.html");
const [picture, filter, list] = await Promise.all(["main figure svg", "#filter", "main > .scroll"].map(async (one) =>
  (await page.locator(one).last().boundingBox()).y));
if (!(picture < filter && filter < list)) problem(`the curves are at ${picture}, the filters at ${filter}, the list at ${list}`);
same(await count(), `All ${await shown()} slipped or moved milestones`, "the count of what slipped");

/* ---- files to save ---- */

for (const [path, files] of [["index.html", ["plan.xlsx", "plan.ics"]], [`${PLAN}/owners/dcs.html`, ["plan.xlsx", "dcs.ics"]]]) {
  await go(page, path);
  for (const [at, name] of files.entries()) {
    const [saved] = await Promise.all([page.waitForEvent("download"), page.locator(".downloads a").nth(at).click()]);
    if (await saved.failure()) problem(`${name} is not saved: ${await saved.failure()}`);
    const wanted = base.startsWith("http") ? await page.locator(".downloads a").nth(at).getAttribute("download") : name;
    same(saved.suggestedFilename(), wanted, "the name of a file that is saved");
    const start = readFileSync(await saved.path()).toString("latin1", 0, 15);
    if (!start.startsWith(name.endsWith(".ics") ? "BEGIN:VCALENDAR" : "PK")) problem(`${name} begins with ${start}`);
  }
}
await go(page, "2016-09-30/index.html");
same(await page.locator(".downloads").count(), 0, "files of a past day");

const phone = await opened({ viewport: { width: 360, height: 740 } });
await go(phone, "milestones.html#owner=dcs");
same(await phone.locator("#by-owner").isVisible(), false, "filters on a phone");
same(await phone.locator("#filter summary").textContent(), "Filters (1 set)", "the words on folded filters");
await phone.locator("#filter summary").focus();
await phone.keyboard.press("Enter");
same(await phone.locator("#by-owner").isVisible(), true, "filters that were unfolded by the keyboard");
await go(phone, "kpis.html");
const card = phone.locator("main tbody tr").first();
for (const title of ["ID", "Value", "Target", "Period", "Age", "Rating"]) {
  const cell = card.locator(`[data-c="${title}"]`);
  if (!(await cell.isVisible()) || !(await cell.textContent())) problem(`a KPI on a phone is without its ${title}`);
}
await go(phone, "index.html");
const bottom = (selector) => phone.evaluate((name) => document.querySelector(name).getBoundingClientRect().bottom, selector);
if ((await bottom(".shares")) > 740) problem(`the first chart on a phone ends at ${await bottom(".shares")}`);
await phone.context().close();

/* ---- search, by keys alone ---- */

await go(page, "index.html");
await page.keyboard.press("/");
same(await focused(), "search", "where / leads on a page");
await page.keyboard.type("A8.3");
await page.locator("#find .found a").first().waitFor();
await page.keyboard.press("ArrowDown");
if (!(await focused()).startsWith("A8.3 ")) problem(`the first result is ${await focused()}`);
await page.keyboard.press("ArrowUp");
same(await focused(), "search", "above the first result");
await page.keyboard.press("ArrowDown");
await page.keyboard.press("Enter");
await page.waitForURL(/A8\.html#m-A8\.3$/);
if (!(await page.locator(":target").textContent()).endsWith(" A8.3")) problem("the place of a milestone");
at = page.url();
await page.keyboard.press("/");
await page.keyboard.type("agency workers, share");
await page.locator("#find .found a").first().waitFor();
same(await page.locator("#find [role=status]").textContent(), "1 result", "how many results");
await page.keyboard.press("Enter");
await page.waitForURL(/board-agency\.html$/);
await page.keyboard.press("/");
await page.keyboard.type("agnecy wrokers");
await page.locator("#find .found a").first().waitFor();
if (!(await page.locator("#find [role=status]").textContent()).startsWith("No exact match: ")) problem("a typo is not told");
if (!(await page.locator("#find .found a").allTextContents()).some((text) => text.startsWith("board-agency "))) problem("a typo in a search");
await page.keyboard.press("Escape");
await page.keyboard.type("childrens");
await page.locator("#find .found a").first().waitFor();
if ((await page.locator("#find [role=status]").textContent()).startsWith("No exact")) problem("an apostrophe that was left out");
await page.keyboard.press("Escape");
await page.keyboard.type("zzzz");
await page.getByText("Nothing found").waitFor();
await page.keyboard.press("Escape");
same(await page.locator("#find .found").isVisible(), false, "results after Escape");
same(await page.locator("#search").inputValue(), "", "words after Escape");

/* ---- other days ---- */

await go(page, `${PLAN}/actions/A8.html`);
await page.locator("details.days summary").click();
await page.getByRole("link", { name: "30 Sep 2016" }).click();
await page.waitForURL(/2016-09-30\/plans\/lambeth-2015\/actions\/A8\.html$/);
at = page.url();
same(await page.locator("details.days strong").textContent(), "30 Sep 2016", "the day of the page");
await page.locator(".past a").click();
await page.waitForURL((url) => url.href === `${base}${PLAN}/actions/A8.html`);
await page.locator("details.days summary").focus();
await page.keyboard.press("Enter");
await page.keyboard.press("Tab");
await page.keyboard.press("Escape");
same(await page.locator("details.days").getAttribute("open"), null, "the list of days after Escape");

/* ---- the first Tab, and the page without its script ---- */

await go(page, "index.html");
await page.keyboard.press("Tab");
same(await focused(), "Skip to the page", "where the first Tab leads");
await page.keyboard.press("Enter");
same(new URL(page.url()).hash, "#main", "where it leads then");

const bare = await opened({ javaScriptEnabled: false });
await go(bare, "milestones.html");
same(await bare.locator("main tbody tr").count(), all, "rows without a script");
same(await bare.locator("input, select, button").count(), 0, "controls without a script");

/* ---- a change of a file that is served ---- */

if (file) {
  const reader = await opened();
  let answer = null;
  let asked = 0;
  await reader.route("**/version", async (route) => {
    asked += 1;
    if (asked === 1) await new Promise((resolve) => { answer = resolve; });
    await route.fulfill({ body: "another" });
  });
  await reader.route("**/index.html", (route) => { setTimeout(() => route.continue(), 1000); });
  await go(reader, "milestones.html");
  while (!answer) await reader.waitForTimeout(50);
  await reader.evaluate(() => document.querySelector(".parts a[href='index.html']").click());
  answer();
  await reader.waitForURL(/index\.html$/, { timeout: 5000 }).catch(() => problem("a reload calls back who follows a link"));
  await reader.context().close();

  await go(page, "milestones.html");
  const text = readFileSync(file, "utf8");
  const told = (words) => page.getByText(words).first().waitFor({ timeout: 15000 });
  writeFileSync(file, text.replace("Adoption strategy and action plan agreed", "A strategy quite changed"));
  await told("A strategy quite changed").catch(() => problem("a change is not shown"));
  writeFileSync(file, "actions: [");
  await go(page, "index.html");
  await told("Errors").catch(() => problem("a fault is not shown"));
  writeFileSync(file, text);
  await page.getByText("Errors").first().waitFor({ state: "detached", timeout: 15000 })
    .catch(() => problem("a fault that was mended is still shown"));
}

await browser.close();
for (const one of problems) console.log(one);
process.exit(problems.length ? 1 : 0);
