import assert from 'node:assert/strict';
import { test } from 'node:test';
import { descriptionHtml } from './description-html.ts';

test('keeps the paragraphs and lines of plain text, escaped', () => {
  assert.equal(
    descriptionHtml(`O'Brien & sons\nsay 1 < 2 <3\r\n\r\nSecond`),
    `<p>O'Brien &amp; sons<br />say 1 &lt; 2 &lt;3</p>\n<p>Second</p>`,
  );
});

test('drops what runs script or reaches elsewhere, and keeps the words', () => {
  const cases: [string, string][] = [
    ['<script>alert(1)</script><p>a</p>', '<p>a</p>'],
    ['<p style="x" onclick="y" class="z">a</p>', '<p>a</p>'],
    ['<a href="javascript:alert(1)">a</a>', '<a rel="nofollow noopener">a</a>'],
    ['<img src="data:image/svg+xml,x" onerror="y">', '<img loading="lazy" />'],
    ['<img src="//evil/x.png">', '<img loading="lazy" />'],
    ['<iframe src="https://a"></iframe><b>c</b>', '<b>c</b>'],
    ['<svg><a xlink:href="javascript:1">x</a></svg>', '<a rel="nofollow noopener">x</a>'],
    ['<h1>Title</h1>', '<h2>Title</h2>'],
  ];
  for (const [typed, safe] of cases) assert.equal(descriptionHtml(typed), safe, typed);
});
