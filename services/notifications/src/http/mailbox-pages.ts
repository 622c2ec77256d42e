import type { KeptMail } from '../queries/kept-mails.ts';
import { type Html, html } from '../templates/html.ts';

const style = `
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem; background: #f3f0ea; color: #1a1816;
  font: 1rem/1.5 Helvetica, Arial, sans-serif }
h1, h2 { letter-spacing: -.02em; line-height: 1.15 }
ol { list-style: none; padding: 0 }
li, pre, iframe { background: #fff; border: 1px solid #ded8cc; border-radius: 1rem;
  box-sizing: border-box }
li { padding: .75rem 1rem; margin-bottom: .5rem }
a { color: #11604b }
small { color: #5c564d }
iframe { width: 100%; height: 40rem; background: #fff }
pre { padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere }
@media (prefers-color-scheme: dark) {
  :root { color-scheme: dark }
  body { background: #131211; color: #f5f1ea }
  li, pre { background: #1d1b19; border-color: #38342f }
  a { color: #74c7a9 }
  small { color: #b5aea2 }
}`;

/** As people write it; mails are often minutes apart, so seconds tell them apart. */
const timeOf = (at: Date): Html => {
  const text = at.toISOString();
  return html`<time datetime="${text}">${text.slice(0, 19).replace('T', ', ')} UTC</time>`;
};

const frame = (title: string, content: Html): string =>
  `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>`.markup
  }\n`;

/** The list of kept mails, newest first. */
export const listPage = (mails: readonly KeptMail[]): string =>
  frame(
    'Mailbox',
    html`<h1>Mailbox</h1>
<p>No mail server is set (SMTP_URL), so mails stay here.</p>
${mails.length === 0 ? html`<p>There is no mail yet.</p>` : undefined}
<ol>
${mails.map(
  (mail) => html`<li>
<a href="/mailbox/${mail.id}">${mail.subject}</a><br>
<small>${mail.recipient} · ${timeOf(mail.createdAt)}</small>
</li>
`,
)}</ol>`,
  );

/** One mail: its HTML in a frame that cannot run anything, and its text. */
export const mailPage = (mail: KeptMail & { text: string }): string =>
  frame(
    mail.subject,
    html`<p><a href="/mailbox">Mailbox</a></p>
<h1>${mail.subject}</h1>
<p><small>${mail.recipient} · ${timeOf(mail.createdAt)}</small></p>
<iframe title="The mail as HTML" src="/mailbox/${mail.id}/html"
  sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<h2>As text</h2>
<pre>${mail.text}</pre>`,
  );
