import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One breach of a rule, at a place. */
export interface Violation {
  rule: string;
  file: string;
  line: number;
  message: string;
}

export interface Workspace {
  /** `services/orders` */
  folder: string;
  /** `@cartwright/orders` */
  name: string;
  kind: 'package' | 'service' | 'app';
  declared: ReadonlySet<string>;
}

export interface ImportEdge {
  file: string;
  line: number;
  specifier: string;
}

/** The repository as the rules see it: files that git knows, read once. */
export interface Tree {
  files: readonly string[];
  workspaces: readonly Workspace[];
  read: (file: string) => string;
  parse: (file: string) => ts.SourceFile;
}

/** Reads the tree at `root`: the files that git knows there. */
export function readTree(root: string): Tree {
  const texts = new Map<string, string>();
  const sources = new Map<string, ts.SourceFile>();
  const files = gitFiles(root);
  const read = (file: string): string => {
    const known = texts.get(file) ?? readFileSync(join(root, file), 'utf8');
    texts.set(file, known);
    return known;
  };
  const parse = (file: string): ts.SourceFile => {
    const known = sources.get(file) ?? parseText(file, read(file));
    sources.set(file, known);
    return known;
  };
  return { files, workspaces: findWorkspaces(files, read), read, parse };
}

/** The tree as it would be with this text in a file, old or new. */
export function withFile(tree: Tree, file: string, text: string): Tree {
  const source = parseText(file, text);
  const files = tree.files.includes(file) ? tree.files : [...tree.files, file];
  const read = (other: string): string => (other === file ? text : tree.read(other));
  const parse = (other: string): ts.SourceFile => (other === file ? source : tree.parse(other));
  return { files, workspaces: findWorkspaces(files, read), read, parse };
}

const parseText = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(file, isPage(file) ? codeOfPage(text) : text, ts.ScriptTarget.Latest, true);

/** Tracked and new files, less ignored and deleted ones. */
function gitFiles(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed.split('\n').filter((file) => file !== '' && existsSync(join(root, file)));
}

const kinds = { packages: 'package', services: 'service', apps: 'app' } as const;

function findWorkspaces(files: readonly string[], read: (file: string) => string): Workspace[] {
  return files.flatMap((file) => {
    const [, top, folder] = /^(packages|services|apps)\/([^/]+)\/package\.json$/.exec(file) ?? [];
    if (top !== 'packages' && top !== 'services' && top !== 'apps') return [];
    const manifest: {
      name: string;
      dependencies?: Record<string, string>;
      devDependencies?: Record<string, string>;
      optionalDependencies?: Record<string, string>;
    } = JSON.parse(read(file));
    const declared = new Set(
      Object.keys({
        ...manifest.dependencies,
        ...manifest.devDependencies,
        ...manifest.optionalDependencies,
      }),
    );
    return [{ folder: `${top}/${folder}`, name: manifest.name, kind: kinds[top], declared }];
  });
}

export const isSource = (file: string): boolean =>
  /\.(ts|tsx)$/.test(file) && !file.endsWith('.generated.ts') && !file.endsWith('.d.ts');

export const isPage = (file: string): boolean => file.endsWith('.astro');

/** The code of an Astro page, its head and its scripts, on the lines where it stands. */
function codeOfPage(text: string): string {
  let isCode = false;
  const lines = text.split('\n').map((line) => {
    const isEdge = line === '---' || /^\s*<\/?script\b/.test(line);
    if (isEdge) isCode = line === '---' ? !isCode : !line.includes('</script');
    return isCode && !isEdge ? line : '';
  });
  return lines.join('\n');
}

export const isTest = (file: string): boolean =>
  /\.test\.tsx?$/.test(file) || /^(services|packages|apps)\/[^/]+\/tests\//.test(file);

export const workspaceOf = (tree: Tree, file: string): Workspace | undefined =>
  tree.workspaces.find(({ folder }) => file.startsWith(`${folder}/`));

const knownImports = new WeakMap<ts.SourceFile, ImportEdge[]>();

/** Every static and dynamic import and re-export of a file. */
export function importsOf(tree: Tree, file: string): ImportEdge[] {
  const source = tree.parse(file);
  const known = knownImports.get(source) ?? findImports(source, file);
  knownImports.set(source, known);
  return known;
}

function findImports(source: ts.SourceFile, file: string): ImportEdge[] {
  const edges: ImportEdge[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    edges.push({ file, line: line + 1, specifier: specifier.text });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      add(node, node.moduleSpecifier);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edges;
}

/** `@cartwright/orders/contract` -> `@cartwright/orders`; `pg/lib` -> `pg`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
