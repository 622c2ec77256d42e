import type * as english from '../en/withdrawal.ts';

export const withdrawal: typeof english.withdrawal = {
  title: 'Vertrag widerrufen',
  hint: 'Binnen 14 Tagen nach Erhalt der letzten Ware und ohne Angabe von Gründen.',
  name: 'Ihr Name',
  number: 'Bestellnummer',
  numberHint: 'Wie in unserer Bestätigungsmail, zum Beispiel K7QF‑0M1X.',
  email: 'E-Mail der Bestellung',
  emailHint: 'Dorthin geht die Eingangsbestätigung Ihres Widerrufs.',
  goods: 'Nur einen Teil?',
  goodsHint: 'Nennen Sie die Artikel. Leer lassen, um die gesamte Bestellung zu widerrufen.',
  account: 'Mit einem Konto können Sie auch auf der Seite Ihrer Bestellung widerrufen.',
  toOrders: 'Zu Ihren Bestellungen',
  next: 'Weiter',
  review: 'Bitte prüfen Sie Ihre Erklärung',
  declares: 'Hiermit widerrufe ich den Kaufvertrag über:',
  contract: 'Vertrag',
  order: (number) => `Bestellung ${number}`,
  extent: 'Widerrufen wird',
  everything: 'Die gesamte Bestellung',
  receiptTo: 'Eingangsbestätigung an',
  confirm: 'Widerruf bestätigen',
  change: 'Etwas ändern',
  receivedTitle: 'Ihr Widerruf ist eingegangen',
  receivedHint:
    'Eine Eingangsbestätigung mit Inhalt und Zeitpunkt ist unterwegs an die E-Mail-Adresse der Bestellung. Wir prüfen Ihren Widerruf und melden uns.',
  received: 'Eingegangen',
  incomplete: 'Bitte füllen Sie alles aus, was verlangt ist.',
  unknown:
    'Zu dieser Nummer und E-Mail-Adresse kennen wir keine Bestellung. Bitte prüfen Sie beide in unserer Bestätigungsmail.',
  already:
    'Sie haben andere Teile dieser Bestellung bereits widerrufen. Bitte schreiben Sie uns zum Rest.',
  tooMany: 'Zu viele Versuche. Bitte warten Sie eine Minute.',
  wrong: 'Das konnten wir nicht lesen. Bitte prüfen Sie Ihre Eingaben.',
  ofOrder: (date) => `Sie haben diese Bestellung am ${date} widerrufen.`,
  seeReceipt: 'Eingangsbestätigung ansehen',
  toOrder: 'Zurück zur Bestellung',
};
