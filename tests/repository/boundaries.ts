import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import {
  type ImportEdge,
  importsOf,
  isPage,
  isSource,
  isTest,
  packageOf,
  type Tree,
  type Violation,
  type Workspace,
  workspaceOf,
} from './tree.ts';

/** The packages from the lowest up: each may import those before it. */
const packageOrder: readonly string[] = [
  'money',
  'config',
  'contract',
  'telemetry',
  'database',
  'events',
  'cache',
  'jobs',
  'http',
  'runtime',
  'testing',
];

/** sdk and ui stand apart: they are for front ends and import none of the others. */
const frontEndPackages = ['sdk', 'ui'];
const contractMayImport = ['@cartwright/contract', '@cartwright/money', 'typebox'];

/** The design's import table, applied to every import of every source file. */
export function checkImports(tree: Tree): Violation[] {
  return tree.files
    .filter((file) => isSource(file) || isPage(file))
    .flatMap((file) => {
      const workspace = workspaceOf(tree, file);
      if (workspace === undefined) return [];
      return importsOf(tree, file).flatMap((edge) => {
        const problem = judge(tree, workspace, edge);
        return problem === undefined ? [] : [{ ...problem, file, line: edge.line }];
      });
    });
}

type Problem = { rule: string; message: string };

function judge(tree: Tree, from: Workspace, edge: ImportEdge): Problem | undefined {
  const { file, specifier } = edge;
  if (specifier.startsWith('.')) return judgeRelative(from, file, specifier);
  if (isBuiltin(specifier))
    return isContract(from, file)
      ? { rule: 'contract-imports', message: `a contract may not import ${specifier}` }
      : undefined;
  if (specifier.startsWith('astro:') || specifier.startsWith('virtual:')) return undefined;
  const name = packageOf(specifier);
  if (isContract(from, file) && !contractMayImport.includes(name))
    return { rule: 'contract-imports', message: `a contract may not import ${specifier}` };
  const target = tree.workspaces.find((workspace) => workspace.name === name);
  // First what no declaration would allow, so that nobody is told to declare it.
  const problem = target === undefined ? undefined : judgeWorkspace(from, target, specifier, file);
  if (problem !== undefined) return problem;
  if (name !== from.name && !from.declared.has(name) && !isRootTool(file, name))
    return { rule: 'undeclared-edge', message: `${from.name} does not declare ${name}` };
  return undefined;
}

const isContract = (from: Workspace, file: string): boolean =>
  from.kind === 'service' && file.startsWith(`${from.folder}/contract/`);

/** Tools of the whole repository stand in its own package.json. */
const isRootTool = (file: string, name: string): boolean =>
  isTest(file) &&
  ['fast-check', 'playwright-core', 'typescript', '@cartwright/testing'].includes(name);

function judgeRelative(from: Workspace, file: string, specifier: string): Problem | undefined {
  const target = join(dirname(file), specifier);
  if (!target.startsWith(`${from.folder}/`))
    return { rule: 'relative-escape', message: `${specifier} leaves ${from.folder}` };
  if (isContract(from, file) && !target.startsWith(`${from.folder}/contract/`))
    return { rule: 'contract-imports', message: `a contract may not import ${specifier}` };
  return undefined;
}

function judgeWorkspace(
  from: Workspace,
  target: Workspace,
  specifier: string,
  file: string,
): Problem | undefined {
  const short = (workspace: Workspace): string => workspace.folder.split('/')[1] ?? '';
  if (target.name === from.name) return undefined;
  if (from.kind === 'package') {
    if (target.kind !== 'package')
      return { rule: 'package-imports', message: `a package may not import ${specifier}` };
    const [own, other] = [from, target].map((w) => packageOrder.indexOf(short(w)));
    const isLower = other !== undefined && own !== undefined && other >= 0 && other < own;
    return isLower || (isTest(file) && short(target) === 'testing')
      ? undefined
      : {
          rule: 'package-imports',
          message: `${from.name} may not import ${specifier}: it is not lower`,
        };
  }
  if (target.kind === 'app' && short(from) !== 'server')
    return { rule: 'app-imports', message: `only apps/server may import ${specifier}` };
  if (from.folder === 'apps/storefront' || from.folder === 'apps/admin')
    return frontEndPackages.includes(short(target))
      ? undefined
      : { rule: 'front-end-imports', message: `a front end may not import ${specifier}` };
  const isImplementation = target.kind === 'service' && specifier !== `${target.name}/contract`;
  if (isImplementation && short(from) !== 'server' && !isTest(file))
    return {
      rule: 'service-imports',
      message: `only the contract of ${target.name} may be imported`,
    };
  return undefined;
}

/** No two files import each other, however far round: a cycle hides which part comes first. */
export function checkImportCycles(tree: Tree): Violation[] {
  const edges = new Map(
    tree.files.filter(isSource).map((file) => [
      file,
      importsOf(tree, file)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => join(dirname(file), specifier)),
    ]),
  );
  return findCycles(edges).map((cycle) => ({
    rule: 'import-cycle',
    file: cycle[0] ?? '',
    line: 1,
    message: cycle.join(' -> '),
  }));
}

/** Each cycle once, as the path back to its start. */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  const walk = (node: string, path: readonly string[]): void => {
    const at = path.indexOf(node);
    if (at >= 0) {
      cycles.push([...path.slice(at), node]);
      return;
    }
    if (done.has(node)) return;
    for (const next of edges.get(node) ?? []) walk(next, [...path, node]);
    done.add(node);
  };
  for (const node of edges.keys()) walk(node, []);
  return cycles;
}
