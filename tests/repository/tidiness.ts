import { basename } from 'node:path';
import ts from 'typescript';
import { isSource, isTest, type Tree, type Violation } from './tree.ts';

const fileLinesMax = 400;
const functionLinesMax = 70;
const columnsMax = 100;
const readmeLinesMax = 60;
const vagueNames = /^(utils?|helpers?|common|manager|misc)\b/i;

/** House style that no formatter knows: sizes, names and what must not be in the repository. */
export function checkTidiness(tree: Tree): Violation[] {
  return [
    ...tree.files.filter(isSource).flatMap((file) => checkSource(tree, file)),
    ...tree.files.filter(isText).flatMap((file) => checkText(tree, file)),
    ...tree.files.filter(isProduct).flatMap((file) => checkDurability(tree, file)),
    ...checkServiceReadmes(tree),
    ...checkMigrations(tree),
  ];
}

const isText = (file: string): boolean =>
  /\.(ts|tsx|md|json|sql|sh|astro|css|yaml|yml)$/.test(file) && file !== 'package-lock.json';

function checkSource(tree: Tree, file: string): Violation[] {
  const text = tree.read(file);
  const lines = text.split('\n');
  const at = (rule: string, line: number, message: string) => ({ rule, file, line, message });
  const found: Violation[] = [];
  if (vagueNames.test(basename(file)))
    found.push(at('vague-name', 1, 'name the file for what it does'));
  if (lines.length - 1 > fileLinesMax)
    found.push(at('file-length', 1, `${lines.length - 1} lines; at most ${fileLinesMax}`));
  lines.forEach((line, index) => {
    if (line.length > columnsMax && !/https?:\/\//.test(line) && !isUnbreakable(line))
      found.push(at('line-length', index + 1, `${line.length} columns; at most ${columnsMax}`));
    if (/\bprocess\.env\b/.test(line) && !mayReadEnvironment(file))
      found.push(at('environment', index + 1, 'only packages/config reads process.env'));
  });
  return [...found, ...checkFunctions(tree, file)];
}

/** One long string or template, or a test's name, that the formatter cannot break. */
const isUnbreakable = (line: string): boolean =>
  /^\s*(['"`].*|.*['"`][,;)]*)$/.test(line) || /^\s*(test|it|describe)\(['"`]/.test(line);

const mayReadEnvironment = (file: string): boolean =>
  file === 'packages/config/src/environment.ts' || file.startsWith('tests/repository/');

/** Lines of a function that are its own: a function inside it has a length of its own. */
function checkFunctions(tree: Tree, file: string): Violation[] {
  const source = tree.parse(file);
  const found: Violation[] = [];
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  /** Visits a node and answers how many of its lines belong to functions within it. */
  const visit = (node: ts.Node): number => {
    let inner = 0;
    ts.forEachChild(node, (child) => {
      inner += visit(child);
    });
    if (!(ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)) return inner;
    const first = lineOf(node.getStart(source));
    const lines = lineOf(node.getEnd()) - first + 1;
    if (lines - inner > functionLinesMax)
      found.push({
        rule: 'function-length',
        file,
        line: first,
        message: `${lines - inner} lines of its own; at most ${functionLinesMax}`,
      });
    return lines;
  };
  visit(source);
  return found;
}

/** Built from parts, so that the rule does not find itself. */
const forbidden: readonly { rule: string; pattern: RegExp; message: string }[] = [
  {
    rule: 'todo',
    pattern: new RegExp(`\\b(TO${'DO'}|FIX${'ME'})\\b`),
    message: 'finish it or leave it out',
  },
  {
    rule: 'machine-path',
    pattern: new RegExp(`(^|[\\s"'\`(=])/(wor${'k'}|hom${'e'}|roo${'t'}|User${'s'})/\\w`),
    message: 'a path of one machine',
  },
  {
    rule: 'registry-host',
    pattern: new RegExp(`registr${'y'}\\.(npmjs|yarnpkg)\\.\\w+`),
    message: 'the address of a registry',
  },
  {
    rule: 'secret',
    pattern: new RegExp(`-----BEGIN [A-Z ]*PRIVATE KE${'Y'}-----`),
    message: 'a private key',
  },
  {
    rule: 'skipped-test',
    pattern: new RegExp(
      `\\b(test|it|describe|suite)\\.(ski${'p'}|onl${'y'}|tod${'o'})\\(|` +
        `(^|[{,])\\s*(ski${'p'}|tod${'o'}): true|[{,] (ski${'p'}|tod${'o'}): ['"\`]`,
    ),
    message: 'a test that never runs proves nothing; what a machine lacks is a condition',
  },
  {
    rule: 'command',
    pattern: new RegExp(
      `\\bcart${'wright'} (start|migrate|config|api-key|staff-link|erase-shopper|import|` +
        'events|jobs|verify|backup|restore)\\b',
    ),
    message: 'no such program is installed: `npm run cartwright -- ...` runs as written',
  },
];

function checkText(tree: Tree, file: string): Violation[] {
  return tree
    .read(file)
    .split('\n')
    .flatMap((line, index) =>
      forbidden
        .filter(({ pattern }) => pattern.test(line))
        .map(({ rule, message }) => ({ rule, file, line: index + 1, message })),
    );
}

const isProduct = (file: string): boolean =>
  /^(services|packages|apps)\/.*\.(ts|sql)$/.test(file) && !isTest(file);

/** Here alone it is settled, for all statements, and a test asks a running server for it. */
const durabilityFile = 'packages/database/src/embedded/cluster.ts';

/** A commit that returns before it is on disk, or a table outside the log, wins speed by orders. */
function checkDurability(tree: Tree, file: string): Violation[] {
  if (file === durabilityFile) return [];
  const message = `only ${durabilityFile} says how commits reach the disk`;
  return tree
    .read(file)
    .split('\n')
    .flatMap((line, index) =>
      /\b(synchronous_commit|full_page_writes|unlogged)\b/i.test(line)
        ? [{ rule: 'durability', file, line: index + 1, message }]
        : [],
    );
}

function checkServiceReadmes(tree: Tree): Violation[] {
  return tree.workspaces
    .filter(({ kind }) => kind === 'service')
    .flatMap(({ folder }) => {
      const file = `${folder}/README.md`;
      if (!tree.files.includes(file))
        return [{ rule: 'service-readme', file, line: 1, message: 'every service has a README' }];
      const length = tree.read(file).split('\n').length - 1;
      return length > readmeLinesMax
        ? [
            {
              rule: 'service-readme',
              file,
              line: 1,
              message: `${length} lines; at most ${readmeLinesMax}`,
            },
          ]
        : [];
    });
}

/** Migrations run in the order of their numbers, so a number is used once and none is left out. */
function checkMigrations(tree: Tree): Violation[] {
  const folders = new Map<string, string[]>();
  for (const file of tree.files) {
    const folder = /^(.+\/migrations)\/[^/]+\.sql$/.exec(file)?.[1];
    if (folder !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), basename(file)]);
  }
  return [...folders].flatMap(([folder, names]) =>
    names.sort().flatMap((name, index) => {
      const expected = String(index + 1).padStart(4, '0');
      return name.startsWith(`${expected}-`)
        ? []
        : [
            {
              rule: 'migration-number',
              file: `${folder}/${name}`,
              line: 1,
              message: `expected ${expected}-*`,
            },
          ];
    }),
  );
}
