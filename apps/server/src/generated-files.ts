import openapiTypescript, { astToString } from 'openapi-typescript';
import { apiDocument } from './api-document.ts';

/** What `npm run generate` writes, by path: all of it follows from the contracts. */
export async function generatedFiles(): Promise<Record<string, string>> {
  const document = await apiDocument();
  const types = astToString(await openapiTypescript(document));
  return {
    'docs/api/openapi.json': document,
    'packages/sdk/src/api.generated.ts': `/** Made by \`npm run generate\` from docs/api/openapi.json. */\n${types}`,
  };
}
