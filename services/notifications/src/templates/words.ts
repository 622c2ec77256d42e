/** Languages that mails are written in. */
export type Language = 'en' | 'de';

/** German for `de`, `de-AT` and the like; for what we do not speak, the other one. */
export const languageOf = (locale: string, otherwise: Language = 'en'): Language =>
  /^de\b/.test(locale) ? 'de' : /^en\b/.test(locale) ? 'en' : otherwise;

interface AccountWords {
  subject: (shop: string) => string;
  title: string;
  lead: string;
  button?: string;
  note: string;
}

interface Words {
  hello: (name: string) => string;
  orderNumber: (number: string) => string;
  seeOrder: string;
  trackParcel: string;
  quantity: string;
  subtotal: string;
  discount: string;
  shipping: string;
  deliveryDays: (min: number, max: number) => string;
  taxIncluded: string;
  tax: string;
  total: string;
  shippingAddress: string;
  trackingNumber: string;
  footer: (shop: string) => string;
  ignoreButton: string;
  placed: { subject: (n: string) => string; title: string; lead: (date: string) => string };
  cancelled: { subject: (n: string) => string; title: string; lead: string };
  fulfilled: { subject: (n: string) => string; title: string; lead: string; carrier: string };
  refunded: {
    subject: (n: string) => string;
    title: string;
    lead: (amount: string) => string;
  };
  withdrawn: {
    subject: (n: string) => string;
    title: string;
    lead: string;
    received: string;
    name: string;
    contract: string;
    goods: string;
    allGoods: string;
    next: string;
  };
  /** To the shop. */
  toHandle: {
    subject: (n: string) => string;
    title: string;
    lead: string;
    customer: string;
    next: string;
    footer: string;
  };
  'verify-address': AccountWords;
  'reset-password': AccountWords;
  'address-changed': AccountWords;
  welcome: AccountWords;
}

const en: Words = {
  hello: (name) => `Hello ${name},`,
  orderNumber: (number) => `Order ${number}`,
  seeOrder: 'See your order',
  trackParcel: 'Follow your parcel',
  quantity: 'Quantity',
  subtotal: 'Subtotal',
  discount: 'Discount',
  shipping: 'Shipping',
  deliveryDays: (min, max) =>
    max === 0
      ? 'the same working day'
      : max === 1
        ? '1 working day'
        : `${min === max ? max : `${min} to ${max}`} working days`,
  taxIncluded: 'Tax included',
  tax: 'Tax',
  total: 'Total',
  shippingAddress: 'Shipping address',
  trackingNumber: 'Tracking number',
  footer: (shop) => `You get this mail because of your order or account at ${shop}.`,
  ignoreButton: 'If the button does not work, open this address:',
  placed: {
    subject: (number) => `Your order ${number}`,
    title: 'Thank you for your order',
    lead: (date) => `We received it on ${date} and write again as soon as it leaves.`,
  },
  cancelled: {
    subject: (number) => `Your order ${number} is cancelled`,
    title: 'Your order is cancelled',
    lead: 'What was not shipped yet is cancelled. You do not pay for it.',
  },
  fulfilled: {
    subject: (number) => `Your order ${number} is on its way`,
    title: 'Your parcel is on its way',
    lead: 'These things have left our house:',
    carrier: 'Carrier',
  },
  refunded: {
    subject: (number) => `Refund for your order ${number}`,
    title: 'Your money is on its way back',
    lead: (amount) => `We have refunded ${amount}. Your bank may need a few days to show it.`,
  },
  withdrawn: {
    subject: (number) => `We received your withdrawal from order ${number}`,
    title: 'We received your withdrawal',
    lead: 'You have declared that you withdraw from the contract:',
    received: 'Received',
    name: 'Name',
    contract: 'Contract',
    goods: 'Withdrawn from',
    allGoods: 'the whole order',
    next: 'We look at it and write to you. Please keep this mail as your receipt.',
  },
  toHandle: {
    subject: (number) => `Withdrawal from order ${number}`,
    title: 'A customer withdraws from an order',
    lead: 'It was declared, and its receipt goes to the customer by mail:',
    customer: 'Customer',
    next: 'The order is in the list of orders with an open withdrawal until it is marked as handled.',
    footer: 'This mail goes to the address at which the shop is there for its customers.',
  },
  'verify-address': {
    subject: (shop) => `Confirm your address for ${shop}`,
    title: 'Confirm your address',
    lead: 'Please confirm that this address is yours.',
    button: 'Confirm address',
    note: 'If you did not register, nothing happens without a click.',
  },
  'reset-password': {
    subject: (shop) => `Set a new password for ${shop}`,
    title: 'Set a new password',
    lead: 'Someone, hopefully you, asked for a new password.',
    button: 'Set a new password',
    note: 'If it was not you, ignore this mail: your password stays as it is.',
  },
  'address-changed': {
    subject: (shop) => `Your address at ${shop} changes`,
    title: 'Your mail address changes',
    lead: 'The mail address of your account is being changed.',
    button: 'See the change',
    note: 'If it was not you, set a new password at once.',
  },
  welcome: {
    subject: (shop) => `Welcome to ${shop}`,
    title: 'Welcome',
    lead: 'Your account is ready. You find your orders and addresses in it.',
    button: 'Open your account',
    note: 'We are glad that you are here.',
  },
};

const de: Words = {
  hello: (name) => `Guten Tag ${name},`,
  orderNumber: (number) => `Bestellung ${number}`,
  seeOrder: 'Bestellung ansehen',
  trackParcel: 'Sendung verfolgen',
  quantity: 'Menge',
  subtotal: 'Zwischensumme',
  discount: 'Rabatt',
  shipping: 'Versand',
  deliveryDays: (min, max) =>
    max === 0
      ? 'am selben Werktag'
      : max === 1
        ? '1 Werktag'
        : `${min === max ? max : `${min} bis ${max}`} Werktage`,
  taxIncluded: 'Enthaltene Steuer',
  tax: 'Steuer',
  total: 'Gesamtbetrag',
  shippingAddress: 'Lieferadresse',
  trackingNumber: 'Sendungsnummer',
  footer: (shop) => `Sie erhalten diese Mail zu Ihrer Bestellung oder Ihrem Konto bei ${shop}.`,
  ignoreButton: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:',
  placed: {
    subject: (number) => `Ihre Bestellung ${number}`,
    title: 'Vielen Dank für Ihre Bestellung',
    lead: (date) => `Wir haben sie am ${date} erhalten und melden uns, sobald sie unterwegs ist.`,
  },
  cancelled: {
    subject: (number) => `Ihre Bestellung ${number} ist storniert`,
    title: 'Ihre Bestellung ist storniert',
    lead: 'Was noch nicht versandt war, ist storniert. Sie bezahlen es nicht.',
  },
  fulfilled: {
    subject: (number) => `Ihre Bestellung ${number} ist unterwegs`,
    title: 'Ihr Paket ist unterwegs',
    lead: 'Diese Artikel haben unser Haus verlassen:',
    carrier: 'Versand mit',
  },
  refunded: {
    subject: (number) => `Erstattung zu Ihrer Bestellung ${number}`,
    title: 'Ihr Geld ist auf dem Weg zurück',
    lead: (amount) =>
      `Wir haben ${amount} erstattet. Bis Ihre Bank es zeigt, können einige Tage vergehen.`,
  },
  withdrawn: {
    subject: (number) => `Ihr Widerruf zur Bestellung ${number} ist eingegangen`,
    title: 'Ihr Widerruf ist eingegangen',
    lead: 'Sie haben erklärt, dass Sie den Vertrag widerrufen:',
    received: 'Eingegangen',
    name: 'Name',
    contract: 'Vertrag',
    goods: 'Widerrufen',
    allGoods: 'die gesamte Bestellung',
    next: 'Wir prüfen ihn und melden uns. Bitte bewahren Sie diese Mail als Eingangsbestätigung auf.',
  },
  toHandle: {
    subject: (number) => `Widerruf zur Bestellung ${number}`,
    title: 'Eine Bestellung wird widerrufen',
    lead: 'Das wurde erklärt; die Eingangsbestätigung geht per Mail an die Kundschaft:',
    customer: 'Kundin oder Kunde',
    next: 'Die Bestellung steht in der Liste der offenen Widerrufe, bis sie als erledigt markiert ist.',
    footer: 'Diese Mail geht an die Adresse, unter der der Shop für seine Kundschaft da ist.',
  },
  'verify-address': {
    subject: (shop) => `Bestätigen Sie Ihre Adresse bei ${shop}`,
    title: 'Adresse bestätigen',
    lead: 'Bitte bestätigen Sie, dass diese Adresse Ihnen gehört.',
    button: 'Adresse bestätigen',
    note: 'Falls Sie sich nicht angemeldet haben, geschieht ohne einen Klick nichts.',
  },
  'reset-password': {
    subject: (shop) => `Neues Passwort für ${shop}`,
    title: 'Neues Passwort setzen',
    lead: 'Jemand, hoffentlich Sie, hat ein neues Passwort angefordert.',
    button: 'Neues Passwort setzen',
    note: 'Falls Sie es nicht waren, beachten Sie diese Mail nicht: Ihr Passwort bleibt.',
  },
  'address-changed': {
    subject: (shop) => `Ihre Adresse bei ${shop} ändert sich`,
    title: 'Ihre Mailadresse ändert sich',
    lead: 'Die Mailadresse Ihres Kontos wird geändert.',
    button: 'Änderung ansehen',
    note: 'Falls Sie es nicht waren, setzen Sie sofort ein neues Passwort.',
  },
  welcome: {
    subject: (shop) => `Willkommen bei ${shop}`,
    title: 'Willkommen',
    lead: 'Ihr Konto ist bereit. Sie finden darin Ihre Bestellungen und Adressen.',
    button: 'Konto öffnen',
    note: 'Schön, dass Sie da sind.',
  },
};

export const words: Readonly<Record<Language, Words>> = { en, de };
