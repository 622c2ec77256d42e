import { mkdir, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { apiDocument } from './api-document.ts';

const document = await apiDocument();
await mkdir('docs/api', { recursive: true });
await writeFile('docs/api/openapi.json', document);
const types = astToString(await openapiTypescript(document));
await writeFile(
  'packages/sdk/src/api.generated.ts',
  `/** Made by \`npm run generate\` from docs/api/openapi.json. */\n${types}`,
);
process.stdout.write('Wrote docs/api/openapi.json and packages/sdk/src/api.generated.ts\n');
