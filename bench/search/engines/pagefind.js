/* Pagefind, as its own user interface asks it: a result is known by its address only when its fragment is loaded. */
"use strict";

engine.open = async () => {
  engine.pagefind = await import(new URL("pagefind/pagefind.js", root).href);
  await engine.pagefind.options({ ranking: { metaWeights: { title: 8 } } });
  await engine.pagefind.init();
};

engine.find = async (query) => {
  const { results } = await engine.pagefind.search(query);
  const first = await Promise.all(results.slice(0, FIVE).map((result) => result.data()));
  return first.map(({ raw_url, url }) => documentOf(new URL((raw_url ?? url).replace(/^\//, ""), root)));
};
