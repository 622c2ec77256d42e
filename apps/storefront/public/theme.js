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
// What only those without script need is left out before it is seen, or the page would move when
// the script comes. Where the script does not come after all, it is shown.
if ('noModule' in HTMLScriptElement.prototype) document.documentElement.classList.add('scripted');
addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLScriptElement) document.documentElement.classList.remove('scripted');
  },
  true,
);
