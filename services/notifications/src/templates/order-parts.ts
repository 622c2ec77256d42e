import type { OrderForMail } from '@cartwright/orders/contract';
import { formatCountry, formatMoney } from './format.ts';
import { type Html, html } from './html.ts';
import { oneLine } from './one-line.ts';
import { type Language, words } from './words.ts';

/** A part of a mail, in both forms. */
export interface Block {
  html: Html;
  text: string;
}

type MailLine = Pick<OrderForMail['lines'][number], 'title' | 'options' | 'quantity'> & {
  amount?: string;
};

// Markup, so that they are looked through once and not in each mail.
const muted = html`font-size:13px;color:#5c564d`;
const cell = html`padding:10px 0;border-bottom:1px solid #ded8cc;vertical-align:top`;

/** What was bought, line by line. */
export function linesBlock(lines: readonly MailLine[], language: Language): Block {
  const { quantity: quantityWord } = words[language];
  const rows = lines.map(({ title, options, quantity, amount }) => ({
    title: oneLine(title),
    details: [...optionValues(options), `${quantityWord} ${quantity}`].join(' · '),
    amount,
  }));
  return {
    html: html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0"
  style="margin:0 0 16px">
${rows.map(
  (row) => html`<tr>
<td style="${cell}">
<strong>${row.title}</strong><br><span style="${muted}">${row.details}</span>
</td>
<td align="right" style="${cell};white-space:nowrap">${row.amount}</td>
</tr>
`,
)}</table>
`,
    text: rows
      .map((row) => `- ${row.title} (${row.details})${row.amount ? `: ${row.amount}` : ''}`)
      .join('\n'),
  };
}

/** By the names of the options, as on the pages of the shop: an order keeps them in none. */
const optionValues = (options: MailLine['options']): string[] =>
  Object.entries(options)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => oneLine(value));

/** Subtotal to total, and the tax that is in it. */
export function totalsBlock(order: OrderForMail, language: Language): Block {
  const { totals } = order;
  const say = words[language];
  const money = (amount: OrderForMail['totals']['total']) => formatMoney(amount, language);
  const rows: [string, string][] = [[say.subtotal, money(totals.subtotal)]];
  if (totals.discountTotal.amount > 0) {
    rows.push([say.discount, `−${money(totals.discountTotal)}`]);
  }
  rows.push([deliveryOf(order, language), money(totals.shippingTotal)]);
  if (!totals.pricesIncludeTax) rows.push([say.tax, money(totals.taxTotal)]);
  const total: [string, string] = [say.total, money(totals.total)];
  const included: [string, string][] = totals.pricesIncludeTax
    ? [[say.taxIncluded, money(totals.taxTotal)]]
    : [];
  return {
    html: html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0"
  style="margin:0 0 20px">
${rows.map(totalsRow)}<tr>
<td style="padding:10px 0;font-size:18px"><strong>${total[0]}</strong></td>
<td align="right" style="padding:10px 0;font-size:18px"><strong>${total[1]}</strong></td>
</tr>
${included.map(totalsRow)}</table>
`,
    text: [...rows, total, ...included].map(([name, amount]) => `${name}: ${amount}`).join('\n'),
  };
}

function deliveryOf({ shipping }: OrderForMail, language: Language): string {
  const say = words[language];
  if (shipping === null) return say.shipping;
  const { name, deliveryDays: days } = shipping;
  const time = days === undefined ? '' : `, ${say.deliveryDays(days.min, days.max)}`;
  return `${say.shipping} (${oneLine(name)}${time})`;
}

const totalsRow = ([name, amount]: [string, string]): Html => html`<tr>
<td style="padding:3px 0;color:#5c564d">${name}</td>
<td align="right" style="padding:3px 0;white-space:nowrap">${amount}</td>
</tr>
`;

export function addressBlock(order: OrderForMail, language: Language): Block {
  const { shippingAddress: address } = order;
  const lines = [
    `${address.firstName} ${address.lastName}`,
    address.company,
    address.line1,
    address.line2,
    `${address.postalCode} ${address.city}`,
    address.region,
    formatCountry(address.country, language),
  ].flatMap((line) => (line === undefined || line === '' ? [] : [oneLine(line)]));
  const heading = words[language].shippingAddress;
  return {
    html: html`<p style="margin:0 0 4px;${muted}">${heading}</p>
<p style="margin:0 0 16px">${lines.map((line) => html`${line}<br>`)}</p>
`,
    text: `${heading}:\n${lines.join('\n')}`,
  };
}

/** Greeting and number, with which every mail about an order begins. */
export function orderHeading(order: OrderForMail, language: Language): Block {
  const hello = words[language].hello(oneLine(order.shippingAddress.firstName));
  const number = words[language].orderNumber(order.number);
  return {
    html: html`<p style="margin:0 0 16px;${muted}">${number}</p>
<p style="margin:0 0 16px">${hello}</p>
`,
    text: `${number}\n\n${hello}`,
  };
}
