/* FlexSearch: beginnings of words, and letters that sound alike as one (its encoder LatinBalance found most of the
   cases). It lets words be missing where not all are there (`suggest`). */
"use strict";

engine.open = async () => {
  await Promise.all(["_bench/libraries/flexsearch.js", "_bench/libraries/entries.js"].map(load));
  engine.index = new FlexSearch.Document({
    encoder: new FlexSearch.Encoder(FlexSearch.Charset.LatinBalance),
    tokenize: "forward",
    document: { id: "id", index: FIELDS },
  });
  for (const entry of engine.entries) {
    const words = FIELDS.map((field) => [field, wordsOf(entry[field]).join(" ")]);
    engine.index.add({ id: entry.id, ...Object.fromEntries(words) });
  }
};

engine.find = async (query) => {
  const found = engine.index.search(split(fold(query)).join(" "), { limit: FIVE, merge: true, suggest: true });
  return found.slice(0, FIVE).map(({ id }) => id);
};
