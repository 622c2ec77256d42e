import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { generatedFiles } from '../../apps/server/src/generated-files.ts';

const generated = await generatedFiles();

for (const [path, text] of Object.entries(generated))
  test(`${path} is what \`npm run generate\` writes today`, async () => {
    const isCurrent = (await readFile(path, 'utf8')) === text;
    assert.ok(isCurrent, `${path} is stale: run \`npm run generate\` and commit it`);
  });

interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  operationId: string;
  responses: Record<string, { description?: string }>;
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
}

test('the API is described as OpenAPI 3.1 asks', () => {
  const document: Document = JSON.parse(generated['docs/api/openapi.json'] ?? '');
  assert.match(document.openapi, /^3\.1\.\d+$/);
  assert.ok(document.info.title && document.info.version);
  const ids: string[] = [];
  for (const [path, methods] of Object.entries(document.paths)) {
    assert.match(path, /^\/api\//);
    for (const [method, operation] of Object.entries(methods)) {
      const name = `${method} ${path}`;
      ids.push(operation.operationId);
      const statuses = Object.entries(operation.responses);
      assert.ok(statuses.length > 0, `${name} has no response`);
      for (const [status, { description }] of statuses) {
        assert.match(status, /^[1-5]\d\d$/, name);
        assert.ok(typeof description === 'string', `${name} ${status} has no description`);
      }
      const parameters = operation.parameters ?? [];
      for (const one of parameters) assert.ok(one.schema, `${name}: ${one.name} has no schema`);
      const inPath = parameters.filter((one) => one.in === 'path');
      for (const one of inPath) assert.equal(one.required, true, `${name}: ${one.name}`);
      assert.deepEqual(
        inPath.map((one) => one.name).sort(),
        [...path.matchAll(/\{(\w+)\}/g)].map(([, one]) => one).sort(),
        `${name} declares other path parameters than its path has`,
      );
    }
  }
  assert.equal(new Set(ids).size, ids.length, 'two operations have one operationId');
  assertReferencesResolve(document);
});

function assertReferencesResolve(document: Document): void {
  for (const [, reference = ''] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
    let place: unknown = document;
    for (const step of reference.replace(/^#\//, '').split('/'))
      place = Object(place)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
    assert.ok(place, `${reference} leads nowhere`);
  }
}
