import ts from 'typescript';
import { findCycles } from './boundaries.ts';
import type { Tree, Violation } from './tree.ts';

/**
 * Who may ask whom (docs/decisions/0002): the design's table with the calls that mails and the
 * orders of a shopper need. Everything else is told by events.
 */
const allowedCalls: Readonly<Record<string, readonly string[]>> = {
  checkout: ['cart', 'catalog', 'pricing', 'inventory', 'payments', 'orders', 'accounts'],
  cart: ['catalog', 'pricing', 'inventory'],
  orders: ['payments', 'accounts'],
  notifications: ['orders', 'accounts'],
};

/** Reads the `calls` of every service declaration and holds them against the table. */
export function checkCalls(tree: Tree): Violation[] {
  const services = tree.workspaces.filter(({ kind }) => kind === 'service');
  const declared = services.flatMap(({ folder }) => declaredCalls(tree, folder));
  const violations = declared
    .filter(({ caller, callee }) => !(allowedCalls[caller] ?? []).includes(callee))
    .map(({ caller, callee, file, line }) => ({
      rule: 'call-table',
      file,
      line,
      message: `${caller} may not call ${callee}`,
    }));
  const edges = new Map<string, string[]>();
  for (const { caller, callee } of declared)
    edges.set(caller, [...(edges.get(caller) ?? []), callee]);
  const cycles = findCycles(edges).map((cycle) => ({
    rule: 'call-cycle',
    file: `services/${cycle[0]}/src/service.ts`,
    line: 1,
    message: cycle.join(' -> '),
  }));
  return [...violations, ...cycles];
}

interface Call {
  caller: string;
  callee: string;
  file: string;
  line: number;
}

function declaredCalls(tree: Tree, folder: string): Call[] {
  const file = `${folder}/src/service.ts`;
  if (!tree.files.includes(file)) return [];
  const caller = folder.split('/')[1] ?? '';
  const source = tree.parse(file);
  const calls: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (isDefineService(node)) calls.push(...callsOf(node));
    ts.forEachChild(node, visit);
  };
  const callsOf = (call: ts.CallExpression): Call[] => {
    const [declaration] = call.arguments;
    if (declaration === undefined || !ts.isObjectLiteralExpression(declaration)) return [];
    return declaration.properties.flatMap((property) => {
      const isCalls =
        property.name?.getText(source) === 'calls' && ts.isPropertyAssignment(property);
      if (!isCalls || !ts.isObjectLiteralExpression(property.initializer)) return [];
      return property.initializer.properties.map((edge) => ({
        caller,
        callee: edge.name?.getText(source) ?? '',
        file,
        line: source.getLineAndCharacterOfPosition(edge.getStart(source)).line + 1,
      }));
    });
  };
  visit(source);
  return calls;
}

const isDefineService = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === 'defineService';
