import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRepository } from './rules.ts';
import { readTree, withFile } from './tree.ts';

interface Plant {
  rule: string;
  /** What an engineer might do by mistake. */
  mistake: string;
  file: string;
  /** Appended to the file, or the whole text of a new one. */
  text: string;
  /** How to change the file instead of appending. */
  edit?: (before: string) => string;
}

const statement = (specifier: string): string => `\nimport '${specifier}';\n`;
const service = 'services/pricing/src/service.ts';

const plants: readonly Plant[] = [
  {
    rule: 'page-text',
    mistake: 'a page holds a text of its own',
    file: 'apps/storefront/src/pages/cart.astro',
    text: '\n<p>Buy now</p>\n',
  },
  {
    rule: 'page-text',
    mistake: 'a page holds a label of its own, chosen by an expression',
    file: 'apps/storefront/src/pages/cart.astro',
    text: "\n<p aria-label={cart ? 'Full' : ''}></p>\n",
  },
  {
    rule: 'bare-colour',
    mistake: 'a page has a colour of its own',
    file: 'apps/storefront/src/pages/cart.astro',
    text: '\n<p class="text-[#1a1816]/25"></p>\n',
  },
  {
    rule: 'unused-message',
    mistake: 'a text is shown nowhere',
    file: 'apps/storefront/src/messages/en/cart.ts',
    text: "\nexport const basket = { title: 'Your basket' };\n",
  },
  {
    rule: 'unused-message',
    mistake: 'a form no longer says what it has done',
    file: 'apps/storefront/src/account/change-account.ts',
    text: '',
    edit: (before) => before.replace(/'address-deleted'/, "'saved'"),
  },
  {
    rule: 'page-link',
    mistake: 'a link leaves the language of its reader',
    file: 'apps/storefront/src/pages/cart.astro',
    text: "\n<a href={'/orders'}></a>\n",
  },
  {
    rule: 'relative-escape',
    mistake: 'a service reaches into another by a relative path',
    file: service,
    text: statement('../../orders/contract/index.ts'),
  },
  {
    rule: 'service-imports',
    mistake: "a service imports another's implementation",
    file: 'services/orders/src/service.ts',
    text: statement('@cartwright/payments'),
  },
  {
    rule: 'undeclared-edge',
    mistake: 'a service imports a contract that its package.json does not declare',
    file: service,
    text: statement('@cartwright/cart/contract'),
  },
  {
    rule: 'contract-imports',
    mistake: 'a contract imports a technical package',
    file: 'services/orders/contract/index.ts',
    text: statement('@cartwright/database'),
  },
  {
    rule: 'contract-imports',
    mistake: "a contract imports its own service's code",
    file: 'services/orders/contract/index.ts',
    text: statement('../src/service.ts'),
  },
  {
    rule: 'package-imports',
    mistake: 'a package imports a higher one',
    file: 'packages/database/src/index.ts',
    text: statement('@cartwright/runtime'),
  },
  {
    rule: 'package-imports',
    mistake: 'a package imports a service',
    file: 'packages/runtime/src/index.ts',
    text: statement('@cartwright/orders/contract'),
  },
  {
    rule: 'front-end-imports',
    mistake: 'the storefront imports a service',
    file: 'apps/storefront/src/server.ts',
    text: statement('@cartwright/orders/contract'),
  },
  {
    rule: 'front-end-imports',
    mistake: 'a page of the storefront imports a service',
    file: 'apps/storefront/src/pages/index.astro',
    text: '',
    edit: (before) => before.replace('---\n', `---${statement('@cartwright/cart/contract')}`),
  },
  {
    rule: 'relative-escape',
    mistake: 'a script of a page reaches into a service',
    file: 'apps/storefront/src/pages/index.astro',
    text: `\n<script>${statement('../../../../services/cart/contract/index.ts')}</script>\n`,
  },
  {
    rule: 'app-imports',
    mistake: 'the gateway imports another app',
    file: 'apps/gateway/src/index.ts',
    text: statement('@cartwright/storefront'),
  },
  {
    rule: 'import-cycle',
    mistake: 'two files import each other',
    file: 'packages/config/src/environment.ts',
    text: statement('./index.ts'),
  },
  {
    rule: 'call-table',
    mistake: 'a service calls one that it may only hear',
    file: service,
    text: '',
    edit: (before) => before.replace(/calls: \{\}/, 'calls: { orders: ordersContract }'),
  },
  {
    rule: 'call-cycle',
    mistake: 'a call closes a circle',
    file: service,
    text: '',
    edit: (before) => before.replace(/calls: \{\}/, 'calls: { cart: cartContract }'),
  },
  {
    rule: 'vague-name',
    mistake: 'a file is called utils',
    file: 'services/pricing/src/utils.ts',
    text: 'export const one = 1;\n',
  },
  {
    rule: 'file-length',
    mistake: 'a file outgrows its limit',
    file: 'services/pricing/src/long.ts',
    text: 'export const one = 1;\n'.repeat(401),
  },
  {
    rule: 'function-length',
    mistake: 'a function outgrows its limit',
    file: 'services/pricing/src/long.ts',
    text: `export function long() {\n${'  void 0;\n'.repeat(70)}}\n`,
  },
  {
    rule: 'line-length',
    mistake: 'a line outgrows its limit',
    file: 'services/pricing/src/wide.ts',
    text: `export const wide = ${'1 + '.repeat(30)}1;\n`,
  },
  {
    rule: 'environment',
    mistake: 'a service reads the environment by itself',
    file: service,
    text: `\nexport const level = process.${'env'}.LEVEL;\n`,
  },
  {
    rule: 'todo',
    mistake: 'work is left for another day',
    file: service,
    text: `\n// ${'TO'}${'DO'} later\n`,
  },
  {
    rule: 'machine-path',
    mistake: 'a document names a path of one machine',
    file: 'README.md',
    text: `\nLogs are in /${'home'}/ada/logs\n`,
  },
  {
    rule: 'registry-host',
    mistake: 'a document names a registry',
    file: 'README.md',
    text: `\nhttps://registry.${'npmjs'}.org/x\n`,
  },
  {
    rule: 'secret',
    mistake: 'a key is committed',
    file: 'README.md',
    text: `\n-----BEGIN PRIVATE ${'KEY'}-----\n`,
  },
  {
    rule: 'durability',
    mistake: 'a transaction commits before it is on disk',
    file: service,
    text: '\nexport const quick = `set local synchronous_commit = off`;\n',
  },
  {
    rule: 'durability',
    mistake: 'a table is left out of the log',
    file: 'services/pricing/migrations/0001-create-prices.sql',
    text: '\ncreate unlogged table quick (id uuid);\n',
  },
  {
    rule: 'skipped-test',
    mistake: 'a test is left out for good',
    file: 'packages/money/src/rules.test.ts',
    text: `\ntest.${'skip'}('adds up', () => undefined);\n`,
  },
  {
    rule: 'skipped-test',
    mistake: 'a test is left out by its options',
    file: 'packages/money/src/rules.test.ts',
    text: `\ntest('adds up', { timeout: 5, ${'skip'}: true }, () => undefined);\n`,
  },
  {
    rule: 'command',
    mistake: 'a document names a command that does not run as written',
    file: 'README.md',
    text: `\nSee cart${'wright'} verify\n`,
  },
  {
    rule: 'service-readme',
    mistake: 'a README grows into a manual',
    file: 'services/pricing/README.md',
    text: 'more\n'.repeat(60),
  },
  {
    rule: 'migration-number',
    mistake: 'a migration skips a number',
    file: 'services/pricing/migrations/0099-late.sql',
    text: 'select 1;\n',
  },
];

// Read and parsed once: each mistake is planted in memory, beside the true files.
const repository = readTree('.');

test('the repository keeps its own rules', () => {
  assert.deepEqual(checkRepository(repository), []);
});

for (const plant of plants)
  test(`${plant.rule}: notices when ${plant.mistake}`, () => {
    const { file } = plant;
    const original = repository.files.includes(file) ? repository.read(file) : undefined;
    const changed = plant.edit?.(original ?? '') ?? `${original ?? ''}${plant.text}`;
    assert.notEqual(changed, original, 'the mistake was not planted');
    const found = checkRepository(withFile(repository, file, changed));
    assert.ok(
      found.some(({ rule }) => rule === plant.rule),
      `found only ${JSON.stringify(found)}`,
    );
  });
