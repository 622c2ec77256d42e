import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from './plain-text.ts';

test('takes a text out of its markup', () => {
  const cases: [string, string][] = [
    ['<p>Blue &amp; soft</p>', 'Blue & soft'],
    ['<p>Blue</p><p>soft</p>', 'Blue soft'],
    ['<p>Very <b>blue</b>, and<br />soft</p>\n<p>Warm</p>', 'Very blue, and soft Warm'],
    ['<a href="https://a.example" rel="nofollow">Blue</a>s', 'Blues'],
    ['1 &lt; 2 &gt; 0 &amp;lt; &quot;', '1 < 2 > 0 &lt; "'],
    ['<img alt="5 &gt; 4" />', ''],
    ['', ''],
  ];
  for (const [html, text] of cases) assert.equal(plainText(html), text, html);
});
