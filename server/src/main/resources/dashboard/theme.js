// Before the first paint, so that nothing flashes: the colours that the reader chose, else the system's.
'use strict';
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('bellwether.theme');
  } catch {
    // No storage: the system's colours.
  }
  if (chosen === 'dark' || chosen === 'light') {
    document.documentElement.dataset.theme = chosen;
  }
})();
