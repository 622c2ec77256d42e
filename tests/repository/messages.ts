import ts from 'typescript';
import { isPage, isTest, type Tree, type Violation } from './tree.ts';

const home = 'apps/storefront/src/';
const folder = `${home}messages/en/`;
/** Told on the page after a form, by keys that forms and refusals name. */
const toldByKey = 'flash';

/** A text, by the names that lead to it: `cart.problems.no-price`. */
interface Text {
  path: string;
  file: string;
  line: number;
}

/**
 * Every text is shown somewhere. Pages name texts by `messages.part.key`, through names given to a
 * part (`const texts = messages.part`, `texts: Messages['part']`), or by a key in brackets, which
 * counts for all of its part. Other languages have the texts of the English files.
 */
export function checkMessages(tree: Tree): Violation[] {
  const users = tree.files.filter(
    (file) =>
      file.startsWith(home) &&
      !file.startsWith(`${home}messages/`) &&
      (isPage(file) || file.endsWith('.ts')) &&
      !isTest(file),
  );
  const used = new Set<string>();
  const literals = new Set<string>();
  for (const file of users) {
    const text = tree.read(file);
    for (const path of pathsIn(text)) used.add(path);
    for (const [, literal = ''] of text.matchAll(/'([\w-]+)'/g)) literals.add(literal);
  }
  return textsOf(tree)
    .filter(({ path }) => !isShown(path, used, literals))
    .map(({ path, file, line }) => ({
      rule: 'unused-message',
      file,
      line,
      message: `no page shows ${path}`,
    }));
}

function isShown(path: string, used: ReadonlySet<string>, literals: ReadonlySet<string>): boolean {
  const names = path.split('.');
  if (names[0] === toldByKey) return literals.has(names[1] ?? '');
  return names.some(
    (_, index) =>
      used.has(names.slice(0, index + 1).join('.')) ||
      used.has([...names.slice(0, index), '*'].join('.')),
  );
}

function textsOf(tree: Tree): Text[] {
  return tree.files
    .filter((file) => file.startsWith(folder))
    .flatMap((file) => {
      const source = tree.parse(file);
      const found: Text[] = [];
      const collect = (node: ts.Expression, path: string, at: ts.Node): void => {
        if (!ts.isObjectLiteralExpression(node)) {
          const { line } = source.getLineAndCharacterOfPosition(at.getStart(source));
          found.push({ path, file, line: line + 1 });
          return;
        }
        for (const member of node.properties)
          if (ts.isPropertyAssignment(member))
            collect(member.initializer, `${path}.${nameOf(member.name)}`, member);
      };
      for (const statement of source.statements)
        if (ts.isVariableStatement(statement) && isExported(statement))
          for (const { name, initializer } of statement.declarationList.declarations)
            if (initializer !== undefined && ts.isObjectLiteralExpression(initializer))
              collect(initializer, name.getText(source), statement);
      return found;
    });
}

const isExported = (statement: ts.VariableStatement): boolean =>
  statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

const nameOf = (name: ts.PropertyName): string =>
  ts.isStringLiteral(name) ? name.text : name.getText();

/** What a file names of the texts; `part.*` where it asks by a key. */
function pathsIn(text: string): string[] {
  const parts = new Map<string, Set<string>>([['messages', new Set([''])]]);
  const name = (given: string, path: string): void => {
    parts.set(given, (parts.get(given) ?? new Set<string>()).add(path));
  };
  const pathsOf = (whole: string): string[] => {
    const [first = '', ...rest] = whole.split('.');
    return [...(parts.get(first) ?? [])].map((path) => [path, ...rest].filter(Boolean).join('.'));
  };
  for (const [, given = '', part = ''] of text.matchAll(/(\w+)\??: Messages\['(\w+)'\]/g))
    name(given, part);
  const used: string[] = [];
  const taken = /const \{([^}]*)\} = (?:[\w.]*\.)?messages((?:\.\w+)*);/g;
  const whole = text.replace(taken, (_, inner: string, of: string) => {
    for (const [, part = '', given = part] of inner.matchAll(/(\w+)(?:: (\w+))?/g))
      if (of === '') name(given, part);
      else used.push(`${of.slice(1)}.${part}`);
    return '';
  });
  const aliases = /const (\w+) = (?:[\w.]*\.)?(\w+(?:\.\w+)+);/g;
  const rest = whole.replace(aliases, (all: string, given: string, source: string) => {
    const from = source.slice(Math.max(0, source.search(/\bmessages\./)));
    const paths = pathsOf(from);
    for (const path of paths) name(given, path);
    return paths.length === 0 ? all : '';
  });
  for (const given of parts.keys()) {
    const mention = new RegExp(`\\b${given}((?:\\.\\w+)*)(\\[)?`, 'g');
    for (const [, tail = '', bracket] of rest.matchAll(mention))
      for (const path of pathsOf(given + tail))
        if (bracket !== undefined) used.push(`${path}.*`);
        else if (tail !== '') used.push(path);
  }
  for (const [, asked = ''] of rest.matchAll(/textOf\(\s*([\w.]+)/g))
    for (const path of pathsOf(asked.slice(Math.max(0, asked.search(/\bmessages\./)))))
      used.push(`${path}.*`);
  return used;
}
