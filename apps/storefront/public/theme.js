// Runs before the first paint, so that a chosen theme does not flash in after the other one.
try {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
    for (const bar of document.querySelectorAll('meta[name=theme-color]'))
      bar.media = bar.dataset.scheme === chosen ? 'all' : 'not all';
  }
} catch {
  // Storage is switched off: the system's own theme is shown.
}
