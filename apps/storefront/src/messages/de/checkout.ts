import type * as english from '../en/checkout.ts';

export const checkout: typeof english.checkout = {
  title: 'Kasse',
  contact: 'Kontakt',
  email: 'E-Mail',
  emailHint: 'Für die Bestätigung Ihrer Bestellung.',
  haveAccount: 'Haben Sie ein Konto?',
  address: 'Lieferadresse',
  saveAddress: 'Diese Adresse in meinem Konto speichern',
  chosen: 'In Gebrauch',
  offline: 'Die Verbindung ist abgerissen',
  offlineHint:
    'Nichts ist verloren und nichts wird doppelt bestellt: sobald die Verbindung wieder da ist, wird die Bestellung noch einmal geschickt.',
  busy: 'Im Laden ist gerade sehr viel los',
  busyHint:
    'Nichts ist verloren und nichts wird doppelt bestellt: die Bestellung wird von selbst noch einmal geschickt.',
  saved: 'Gespeicherte Adressen',
  useSaved: 'Diese Adresse verwenden',
  billing: 'Rechnungsadresse',
  billingDiffers: 'Meine Rechnungsadresse ist eine andere',
  delivery: 'Versand',
  noDelivery: 'Diesen Warenkorb liefern wir nicht in dieses Land.',
  noCountries: 'Dieser Laden liefert noch nirgendwohin.',
  update: 'Versand und Summe aktualisieren',
  payment: 'Zahlung',
  tokens: {
    approve: 'Testzahlung: wird angenommen',
    decline: 'Testzahlung: wird abgelehnt',
    'insufficient-funds': 'Testzahlung: Konto nicht gedeckt',
    slow: 'Testzahlung: dauert 20 Sekunden',
    challenge: 'Testzahlung: verlangt eine Bestätigung',
    unreachable: 'Testzahlung: Anbieter nicht erreichbar',
  },
  testNote: 'Dieser Laden verwendet Testzahlungen: es fließt kein Geld.',
  noMethods: 'Zurzeit wird keine Zahlungsart angeboten. Bitte kommen Sie später wieder.',
  nothingToPay: 'Es ist nichts zu bezahlen.',
  review: 'Ihre Bestellung',
  // § 312j BGB: the button says this and nothing else, so the total stands above it.
  orderFor: () => 'Zahlungspflichtig bestellen',
  back: 'Zurück zum Warenkorb',
  totalChanged:
    'Versand oder Summe haben sich geändert. Bitte prüfen Sie beides und bestellen Sie erneut.',
  draftTitle: 'Bitte prüfen Sie, was unten markiert ist.',
};

export const refusals: typeof english.refusals = {
  declined: 'Die Zahlung wurde abgelehnt',
  declinedHint:
    'Es wurde nichts abgebucht. Wählen Sie eine andere Zahlungsart und versuchen Sie es erneut.',
  reasons: {
    declined: 'Ihre Bank hat abgelehnt.',
    'insufficient-funds': 'Das Konto ist nicht ausreichend gedeckt.',
    voided: 'Die Zahlung wurde zurückgenommen.',
    'not-confirmed-in-time': 'Die Zahlung wurde nicht rechtzeitig bestätigt.',
    'refused-by-shopper': 'Sie haben die Zahlung abgelehnt.',
  },
  outOfStock: 'Es ist nicht mehr genug da',
  outOfStockLine: (title: string, left: number, asked: number) =>
    left === 0 ? `${title}: ausverkauft` : `${title}: nur noch ${left} da, Sie wollten ${asked}`,
  outOfStockHint: 'Es wurde nichts abgebucht, und Ihr Warenkorb ist, wie er war.',
  lower: 'Nehmen, was noch da ist',
  removeMissing: 'Ohne das weiter',
  // § 312j BGB here as well: old and new total stand in the hint above.
  acceptTotal: () => 'Zahlungspflichtig bestellen',
  priceChanged: 'Die Summe hat sich geändert',
  priceChangedHint: (before: string, after: string) =>
    `Sie war ${before} und ist jetzt ${after}. Es wurde nichts abgebucht.`,
  inProgress: 'Dieser Warenkorb ist schon an der Kasse',
  inProgressHint: 'Vielleicht in einem anderen Fenster. Nichts wird doppelt bestellt.',
  notForSale: 'Etwas in Ihrem Warenkorb ist nicht mehr zu kaufen',
  notForSaleHint: 'Bitte entfernen Sie es aus dem Warenkorb.',
  unavailable: 'Die Zahlung war nicht möglich',
  unavailableHint: 'Es wurde nichts abgebucht. Bitte versuchen Sie es gleich noch einmal.',
  unknown: 'Wir wissen noch nicht, ob Ihre Bestellung angekommen ist',
  unknownHint: 'Schicken Sie sie noch einmal: sie wird nie doppelt ausgeführt.',
  input: 'Bitte prüfen Sie, was unten markiert ist',
  other: 'Diese Bestellung war nicht möglich',
  otherHint: 'Es wurde nichts abgebucht. Bitte versuchen Sie es noch einmal.',
  editCart: 'Warenkorb ändern',
};

export const wait: typeof english.wait = {
  title: 'Ihre Zahlung wird ausgeführt',
  processing:
    'Das kann einen Moment dauern. Die Seite fragt von selbst nach; Sie müssen nichts tun.',
  action: 'Ihre Bank möchte eine Bestätigung',
  actionHint:
    'Öffnen Sie die Seite des Zahlungsanbieters, bestätigen Sie dort und kommen Sie zurück.',
  open: 'Zahlung bestätigen',
  safe: 'Ihr Warenkorb bleibt inzwischen erhalten, und nichts wird doppelt bestellt.',
  again: 'Jetzt nachfragen',
};

export const address: typeof english.address = {
  firstName: 'Vorname',
  lastName: 'Nachname',
  company: 'Firma (freiwillig)',
  line1: 'Straße und Hausnummer',
  line2: 'Zusatz (freiwillig)',
  postalCode: 'Postleitzahl',
  city: 'Ort',
  region: 'Region',
  regions: {
    none: 'Region',
    state: 'Bundesstaat',
    province: 'Provinz',
    prefecture: 'Präfektur',
    county: 'Grafschaft',
    region: 'Region',
  },
  optional: (label: string) => `${label} (freiwillig)`,
  country: 'Land',
  phone: 'Telefon (freiwillig)',
};

export const input: typeof english.input = {
  missing: 'Bitte ausfüllen.',
  postalCode: (example: string) => `Eine Postleitzahl sieht dort so aus: ${example}.`,
  email: 'Das ist keine E-Mail-Adresse.',
  wrong: 'Das können wir nicht annehmen.',
};
