/* MiniSearch: beginnings of words, a typing error in five letters, titles first; accents are folded as ours are. */
"use strict";

const known = new Set();

engine.open = async () => {
  await Promise.all(["_bench/libraries/minisearch.js", "search/index.js"].map(load));
  engine.index = new MiniSearch({
    fields: FIELDS,
    tokenize: wordsOf,
    searchOptions: {
      tokenize: (query) => split(fold(query)),
      boost: { title: 3, names: 2 },
      prefix: true,
      fuzzy: (word) => (word.length >= 5 ? 1 : false),
      combineWith: "AND",
    },
  });
  for (const entry of engine.entries) {
    if (!known.has(entry.id)) engine.index.add(entry);
    known.add(entry.id);
  }
};

engine.find = async (query) => engine.index.search(query).slice(0, FIVE).map(({ id }) => id.split("#")[0]);
