/* A page that is served asks every second whether the files have changed, and shows them anew when they have. */
(() => {
  "use strict";

  const EVERY = 1000;
  /* A reload would call back a reader who has just followed a link: for so long it waits for the other page. */
  const LEAVING = 5000;
  /* The version that this page was made from, which the server may no longer have. */
  const known = document.currentScript.dataset.version;
  let left = -LEAVING;
  addEventListener("beforeunload", () => { left = performance.now(); });

  const ask = async () => {
    try {
      const version = await (await fetch("/version", { cache: "no-store" })).text();
      if (version !== known && performance.now() - left >= LEAVING) return location.reload();
    } catch {
      /* the server has ended, or is starting again: ask on */
    }
    setTimeout(ask, EVERY);
    return undefined;
  };
  ask();
})();
