/* The page that is shown where nothing is: what the reader may have meant, from the address that they asked for. */
"use strict";

{
  const { element, root, search } = proceedings;
  const MOST = 5;
  const HEADING = "Perhaps you were looking for";
  /* A word of fewer letters is the beginning of too many. */
  const ENOUGH = /[\p{L}\p{M}\p{N}]{3}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}/u;

  const page = document.querySelector(".proceedings-not-found");
  const form = page.querySelector("form");

  function decoded(part) {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; // a % that nothing stands behind
    }
  }

  /** The last part of an address as words: `jax mdd` of `/en/latest/talks/2019/jax-mdd.html`. */
  function wordsOf(path) {
    const below = `${path}/`.startsWith(root.pathname) ? path.slice(root.pathname.length) : path;
    const parts = below.split("/").map(decoded);
    const name = parts.filter((part) => part && !/^index\.\w+$/i.test(part)).at(-1) ?? "";
    return search.queryIn(name.replace(/\.[a-z]\w{1,4}$/i, "").replace(/[-_+.]+/g, " "));
  }

  function drawEntry(entry, finder, query) {
    const title = search.titleOf(entry, finder, query);
    const link = element("a", { href: search.addressOf(entry) }, title);
    return element(
      "li",
      {},
      element("p", { class: `proceedings-title${search.statusOf(entry)}` }, link),
      search.lines(entry, finder, query),
    );
  }

  function wayToAll(query, count) {
    const address = new URL(form.action);
    address.searchParams.set("q", query);
    const words = ["All ", count.toLocaleString("en"), " results for “", search.marked(null, query), "”"];
    return element("p", {}, element("a", { href: address.href }, words));
  }

  function draw(results, finder, query) {
    const meant = page.querySelector(".proceedings-meant");
    const entries = results.slice(0, MOST).map((entry) => drawEntry(entry, finder, query));
    meant.replaceChildren(
      element("h2", {}, HEADING),
      element("ol", { class: "proceedings-results" }, entries),
      ...(results.length > MOST ? [wayToAll(query, results.length)] : []),
    );
    meant.hidden = false;
    page.querySelector("[role=status]").textContent = `${HEADING}: ${results[0].title}`;
  }

  async function propose() {
    const query = wordsOf(location.pathname);
    form.elements.q.value = query;
    if (!ENOUGH.test(query)) return;
    const finder = await search.loadFinder();
    const results = finder?.find(query).results ?? [];
    if (results.length) draw(results, finder, query);
  }

  propose();
}
