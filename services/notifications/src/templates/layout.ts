import { type Html, html } from './html.ts';
import { oneLine } from './one-line.ts';
import { type Language, words } from './words.ts';

/** A mail that can be sent. */
export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

interface MailParts {
  language: Language;
  shopName: string;
  subject: string;
  title: string;
  /** Why its reader gets it; as a customer unless told. */
  footer?: string;
  /** What the reader can do about it. */
  button?: { label: string; url: string } | undefined;
  body: readonly Html[];
  /** Paragraphs of the text part, between title and button. */
  text: readonly string[];
}

// The colours are those of the shop in the light (packages/ui/src/tokens.css). Mail programs ignore
// style sheets in part, so every element carries its own style. Markup, so
// that they are escaped once and not in each mail.
const sans = 'font-family:Helvetica,Arial,sans-serif';
const small = 'font-size:12px;line-height:18px;color:#5c564d';
const tight = 'font-weight:bold;letter-spacing:-0.5px';
const nameStyle = html`${sans};font-size:18px;${tight}`;
const headingStyle = html`margin:0;${sans};font-size:28px;line-height:34px;${tight}`;
const footerStyle = html`padding:20px 32px 28px;border-top:1px solid #ded8cc;${sans};${small}`;
const buttonColours = 'background:#1a1816;color:#ffffff;border-radius:999px;text-decoration:none';
const buttonStyle = html`display:inline-block;padding:14px 28px;${buttonColours};font-weight:bold`;

/** Puts the parts of a mail into our one layout, as HTML and as text. */
export function layOut(parts: MailParts): RenderedMail {
  return {
    subject: oneLine(parts.subject),
    html: `<!doctype html>\n${page(parts).markup}\n`,
    text: plainText(parts),
  };
}

const page = (parts: MailParts): Html => html`<html lang="${parts.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base target="_blank">
<title>${parts.subject}</title>
</head>
<body style="margin:0;padding:0;background:#f3f0ea;color:#1a1816">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f0ea">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"
  style="max-width:600px;background:#ffffff;border:1px solid #ded8cc;border-radius:16px">
<tr><td style="padding:28px 32px 0;${nameStyle}">
${parts.shopName}
</td></tr>
<tr><td style="padding:12px 32px 0">
<h1 style="${headingStyle}">${parts.title}</h1>
</td></tr>
<tr><td style="padding:16px 32px 8px;${sans};font-size:16px;line-height:24px">
${parts.body}
${button(parts)}
</td></tr>
<tr><td style="${footerStyle}">
${footerOf(parts)}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>`;

function button({ button: target, language }: MailParts): Html | undefined {
  if (target === undefined) return undefined;
  return html`<p style="margin:24px 0 12px">
<a href="${webAddress(target.url)}" style="${buttonStyle}">${target.label}</a>
</p>
<p style="margin:0 0 16px;${small};word-break:break-all">
${words[language].ignoreButton}<br>${target.url}
</p>`;
}

/** A link is a web address or nothing: no `javascript:` reaches a reader. */
const webAddress = (url: string): string => (/^https?:\/\//i.test(url) ? url : '');

export const paragraph = (text: string): Html => html`<p style="margin:0 0 16px">${text}</p>
`;

const footerOf = ({ footer, language, shopName }: MailParts): string =>
  footer ?? words[language].footer(shopName);

function plainText(mail: MailParts): string {
  const { title, text, button: target } = mail;
  const parts = [title, ...text];
  if (target !== undefined) parts.push(`${target.label}:\n${oneLine(target.url)}`);
  parts.push(`-- \n${footerOf(mail)}`);
  return `${parts.join('\n\n')}\n`;
}
