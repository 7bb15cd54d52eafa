/* A page that is served asks every second whether the files have changed, and shows them anew when they have. */
(() => {
  "use strict";

  const EVERY = 1000;
  let known = null;

  const ask = async () => {
    try {
      const version = await (await fetch("/version", { cache: "no-store" })).text();
      if (known !== null && version !== known) return location.reload();
      known = version;
    } catch {
      /* the server has ended, or is starting again: ask on */
    }
    setTimeout(ask, EVERY);
    return undefined;
  };
  ask();
})();
