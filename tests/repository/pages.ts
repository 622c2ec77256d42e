import ts from 'typescript';
import { isPage, type Tree, type Violation } from './tree.ts';

/** Attributes that people read or hear. */
const readAttributes = ['alt', 'aria-label', 'aria-description', 'placeholder', 'title'];
/** Attributes with the address of another page. */
const linkAttributes = ['href', 'action', 'formaction'];
/** Files of the site, which are the same in every language. */
const isFileAddress = (address: string): boolean => /^\/(_astro\/|[\w-]+\.\w+$)/.test(address);

/**
 * Pages and components hold no text and no address of their own: texts stand in the message files,
 * and `to` keeps a link in the reader's language.
 */
export function checkPages(tree: Tree): Violation[] {
  const texts = tree.files.filter(isPage).flatMap((file) => checkPage(file, tree.read(file)));
  const looks = tree.files.filter((file) => isPage(file) || styles.test(file));
  return [...texts, ...looks.flatMap((file) => checkColours(file, tree.read(file)))];
}

const styles = /^apps\/storefront\/src\/.*\.css$/;
/** `#1a1816`, `#fff`, not the part of an address or of an entity. */
const colour = /(?<![&\w"'])#(?:[\da-f]{8}|[\da-f]{6}|[\da-f]{3})\b|["']#[\da-f]{6}["']/i;

/** Colours are tokens, so that a shop is rebranded in one place and the dark has its own. */
const checkColours = (file: string, text: string): Violation[] =>
  text.split('\n').flatMap((line, index) => {
    const [found] = colour.exec(line) ?? [];
    return found === undefined
      ? []
      : [{ rule: 'bare-colour', file, line: index + 1, message: `make ${found} a token` }];
  });

function checkPage(file: string, text: string): Violation[] {
  const source = ts.createSourceFile(
    `${file}.tsx`,
    templateOf(text),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const found: Violation[] = [];
  const add = (node: ts.Node, rule: string, message: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ rule, file, line: line + 1, message });
  };
  const visit = (node: ts.Node): void => {
    if (isShownText(node) && hasWord(node.text))
      add(node, 'page-text', `put “${node.text.trim().slice(0, 40)}” into the message files`);
    if (ts.isJsxAttribute(node) && isBareLink(node, source))
      add(node, 'page-link', 'give the address to `to`, which keeps the language');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The markup of a page as an expression, on its own lines, without styles and scripts. */
function templateOf(text: string): string {
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ');
  const [, head = '', body = text] = /^(---\n[\s\S]*?\n---\n)([\s\S]*)$/.exec(text) ?? [];
  const markup = body
    .replace(/<!doctype[^>]*>|<!--[\s\S]*?-->/gi, blank)
    .replace(/(<(script|style)\b[^>]*[^/]>)([\s\S]*?)(<\/\2>)/g, (all) => blank(all));
  return `${blank(head)}<>${markup}</>`;
}

type TextNode = ts.JsxText | ts.StringLiteralLike;

/** Text between tags, in an attribute that is read, or chosen by an expression between tags. */
function isShownText(node: ts.Node): node is TextNode {
  if (ts.isJsxText(node)) return true;
  if (!ts.isStringLiteralLike(node)) return false;
  let { parent } = node;
  if (ts.isJsxAttribute(parent)) return isRead(parent);
  while (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent))
    parent = parent.parent;
  if (!ts.isJsxExpression(parent)) return false;
  return ts.isJsxAttribute(parent.parent) ? isRead(parent.parent) : true;
}

const isRead = (attribute: ts.JsxAttribute): boolean =>
  readAttributes.includes(attribute.name.getText());

const hasWord = (text: string): boolean => /\p{L}{2}/u.test(text);

function isBareLink(attribute: ts.JsxAttribute, source: ts.SourceFile): boolean {
  if (!linkAttributes.includes(attribute.name.getText())) return false;
  const owner = attribute.parent.parent;
  // `link` in the head names files and whole addresses.
  if (owner.tagName.getText(source) === 'link') return false;
  const value = attribute.initializer;
  const given = value !== undefined && ts.isJsxExpression(value) ? value.expression : value;
  if (given === undefined) return false;
  const text = ts.isTemplateExpression(given) ? given.head.text : literalOf(given);
  return text?.startsWith('/') === true && !isFileAddress(text);
}

const literalOf = (node: ts.Node): string | undefined =>
  ts.isStringLiteralLike(node) ? node.text : undefined;
