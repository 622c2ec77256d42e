/** Shows the choice of theme and keeps it; `public/theme.js` reads it before the first paint. */
const storageKey = 'theme';
const root = document.documentElement;

for (const choice of document.querySelectorAll<HTMLElement>('[data-theme-choice]')) {
  choice.hidden = false;
  const chosen = root.dataset.theme ?? 'system';
  for (const field of choice.querySelectorAll<HTMLInputElement>('input'))
    field.checked = field.value === chosen;
  choice.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement) choose(target.value);
  });
}

function choose(theme: string): void {
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const bar of document.querySelectorAll<HTMLMetaElement>('meta[data-scheme]')) {
    const { scheme } = bar.dataset;
    if (theme === 'system') bar.media = `(prefers-color-scheme: ${scheme})`;
    else bar.media = scheme === theme ? 'all' : 'not all';
  }
  try {
    if (theme === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}

export {};
