import type { AuthorisationRow } from './authorisation.ts';

const escapeHtml = (value: string): string =>
  value.replace(
    /[&<>"']/g,
    (character) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[character] ?? '',
  );

const layout = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 3rem auto; padding: 0 1rem }
button { font: inherit; padding: .6rem 1.2rem; margin-right: .5rem }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;

/** The amount with as many decimals as its currency has. */
function formatAmount(row: AuthorisationRow): string {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: row.currency });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    return format.format(row.amount / 10 ** digits);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `${row.amount} ${row.currency}`;
  }
}

/** The page on which the shopper confirms or refuses; afterwards it only tells the result. */
export function challengePage(row: AuthorisationRow): string {
  if (row.status !== 'action-required') {
    const link =
      row.return_url === null
        ? ''
        : `<p><a href="${escapeHtml(row.return_url)}">Back to the shop</a></p>`;
    return layout('Test payment', `<p>This payment is ${escapeHtml(row.status)}.</p>${link}`);
  }
  return layout(
    'Confirm the test payment',
    `<p>Pay ${escapeHtml(formatAmount(row))}? No real money moves.</p>
<form method="post">
<button name="decision" value="confirm">Confirm</button>
<button name="decision" value="refuse">Refuse</button>
</form>`,
  );
}
