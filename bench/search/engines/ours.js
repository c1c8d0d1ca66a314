/* The small index of titles, names and keywords, and our own script. */
"use strict";

engine.open = async () => {
  engine.finder = await proceedings.loadSearch();
};

engine.find = async (query) => engine.finder.find(query).results.slice(0, FIVE).map(({ address }) => documentOf(address));
