/* What each engine here is: `open()` loads it, `find(query)` gives the documents of the first five results. Nothing is
   loaded before `open`, as on a page whose reader does not search. Engines are pages of their own, made of the same
   parts, so that no one is loaded beside another. */
"use strict";

const FIVE = 5;
const root = new URL("../", document.baseURI);

globalThis.engine = { open: async () => {}, find: async () => [] };

/** Runs the script at *address*, counted from where the site begins. */
function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(address, root).href;
    script.async = false;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`cannot load ${address}`));
    document.head.append(script);
  });
}

/** `talks/2019/p9.html#abstract` -> `talks/2019/p9`, `talks/` -> `talks/index` */
function documentOf(address) {
  const path = new URL(address, root).pathname.slice(root.pathname.length);
  return decodeURIComponent(path).replace(/\/$/, "/index").replace(/\.html$/, "");
}

/** How long *query* takes, and what it finds. */
async function ask(query) {
  const start = performance.now();
  const found = await engine.find(query);
  return { found, took: performance.now() - start };
}

/** The same, with all that has to be loaded before. */
async function askFirst(query) {
  const start = performance.now();
  await engine.open();
  const found = await engine.find(query);
  return { found, took: performance.now() - start };
}

/** How long each letter of *queries* takes, typed one after the other. */
async function type(queries) {
  const times = [];
  for (const query of queries) {
    for (let length = 1; length <= query.length; length++) times.push((await ask(query.slice(0, length))).took);
  }
  return times;
}
