/* MiniSearch: beginnings of words, a typing error in five letters, titles first; accents are folded as ours are. */
"use strict";

engine.open = async () => {
  await Promise.all(["_bench/libraries/minisearch.js", "_bench/libraries/entries.js"].map(load));
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
  engine.index.addAll(engine.entries);
};

engine.find = async (query) => engine.index.search(query).slice(0, FIVE).map(({ id }) => id);
