/* Sphinx's own script and index, in the language of the site. What it does to show a result, loading its page for a
   summary, is left out. */
"use strict";

engine.open = async () => {
  await Promise.all(["_static/searchtools.js", "_static/language_data.js", "searchindex.js"].map(load));
};

engine.find = async (query) => {
  const [text, terms, excluded, highlighted, objects] = Search._parseQuery(query);
  return Search._performSearch(text, terms, excluded, highlighted, objects).slice(-FIVE).reverse().map(([name]) => name); // its list pops the last
};
