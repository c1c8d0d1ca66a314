/* A page that has moved: leads on to where it is now, and keeps what stands behind the address (?query, #fragment).
   Without a script the page leads on by itself. */
"use strict";

(() => {
  const link = document.querySelector(".proceedings-redirect a");
  link.search = location.search;
  link.hash = location.hash;
  location.replace(link.href);
})();
