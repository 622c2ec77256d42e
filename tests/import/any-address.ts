import { registerHooks } from 'node:module';

/** Loaded before an import that is to fetch pictures from a server of the test. */
registerHooks({
  load: (url, context, nextLoad) =>
    url.endsWith('/src/import/public-address.ts')
      ? {
          format: 'module',
          shortCircuit: true,
          source: 'export const isPublicAddress = () => true;',
        }
      : nextLoad(url, context),
});
