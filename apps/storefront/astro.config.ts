import node from '@astrojs/node';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'astro/config';

/** The largest form is a checkout with two addresses; this is ten times that. */
const formBytesMax = 64 * 1024;

export default defineConfig({
  output: 'server',
  adapter: node({
    mode: 'middleware',
    bodySizeLimit: formBytesMax,
    // Pages are kept or packed as a whole, and a fault is told before anything of one is sent.
    experimentalDisableStreaming: true,
  }),
  session: false,
  trailingSlash: 'ignore',
  markdown: { syntaxHighlight: false },
  // Files instead of inline code: they are cached for ever, and no page may hold code of its own
  // (src/browser/security-headers.ts).
  build: { inlineStylesheets: 'never' },
  security: {
    // Checked in src/server.ts, which knows the shop's address; this build does not.
    checkOrigin: false,
  },
  vite: {
    plugins: [tailwindcss()],
    build: { assetsInlineLimit: 0 },
  },
});
