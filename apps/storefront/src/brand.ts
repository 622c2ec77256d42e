import fontUrl from '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2?url';

/** Asked for with the page, before the style sheet names it: see packages/ui/src/font.css. */
export const preloadedFont: string = fontUrl;

/** Grounds of the page for the bars of browsers; the same as `paper` in the design tokens. */
export const barColours = { light: '#fbfaf7', dark: '#131211' } as const;
