import type * as english from '../en/shop.ts';
import { pieces } from './counted.ts';

export const shop: typeof english.shop = {
  name: 'Cartwright',
  tagline: 'Schuhe und Lieblingsstücke für jeden Tag, gemacht für viele Jahre.',
  skip: 'Zum Inhalt springen',
  menu: 'Menü',
  more: 'Mehr',
  search: 'Suche',
  searchFor: 'Produkte suchen',
  account: 'Konto',
  cart: 'Warenkorb',
  cartWith: (count: number) => `Warenkorb, ${pieces(count)}`,
  currency: 'Währung',
  language: 'Sprache',
  change: 'Ändern',
  themes: { title: 'Darstellung', system: 'Auto', light: 'Hell', dark: 'Dunkel' },
  collections: 'Kollektionen',
  help: 'Ihr Konto',
  orders: 'Bestellungen und Adressen',
  signIn: 'Anmelden',
  register: 'Konto anlegen',
  footer:
    'Preise enthalten die Steuer, wo das Gesetz es verlangt. Den Versand sehen Sie vor der Bestellung.',
};

export const home: typeof english.home = {
  title: 'Cartwright: Schuhe und Lieblingsstücke',
  heading: 'Gemacht zum Gehen.',
  lead: 'Schuhe für Straße, Halle, Wald und Büro, und die Kleidung, die dazu passt.',
  action: 'Zur Kollektion',
  second: 'Neuheiten ansehen',
  collections: 'Nach Kollektion einkaufen',
  newest: 'Neu im Sortiment',
  all: 'Alle ansehen',
  shopStory: (collection: string) => `${collection} ansehen`,
  promises: [
    {
      title: 'Als Gast bestellen',
      text: 'Ganz ohne Konto. Legen Sie später eines an, und Ihre Bestellungen sind darin.',
    },
    {
      title: 'Keine Überraschung am Ende',
      text: 'Steuer und Versand stehen in der Summe, bevor Sie zahlen. Ändert sich ein Preis, fragen wir.',
    },
    {
      title: 'Verkauft heißt vorrätig',
      text: 'Wir zählen, was im Regal steht, bevor wir Ihre Bestellung annehmen.',
    },
  ],
  empty: 'Die Regale sind noch leer. Produkte erscheinen hier, sobald sie veröffentlicht sind.',
};

export const errors: typeof english.errors = {
  notFound: 'Diese Seite gibt es nicht',
  notFoundHint: 'Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.',
  gone: 'Dieses Produkt wird nicht mehr verkauft',
  goneHint: 'Es hat den Laden für immer verlassen. Vielleicht gefällt Ihnen etwas anderes.',
  collectionGone: 'Diese Kollektion gibt es nicht mehr',
  collectionGoneHint:
    'Was darin war, steht vielleicht woanders im Laden: Suchen Sie danach, oder sehen Sie sich um.',
  tooMany: 'Das war viel auf einmal',
  tooManyHint:
    'Bitte warten Sie eine Minute und versuchen Sie es noch einmal. Ihr Warenkorb bleibt.',
  fault: 'Bei uns ist etwas schiefgegangen',
  faultHint:
    'Nichts ist verloren: Ihr Warenkorb bleibt. Bitte versuchen Sie es gleich noch einmal.',
  refused: 'Das konnte nicht gelesen werden',
  refusedHint: 'Bitte gehen Sie zurück und versuchen Sie es noch einmal.',
  unavailable: 'Der Laden holt kurz Luft',
  unavailableHint: 'Bitte versuchen Sie es in ein paar Sekunden noch einmal. Ihr Warenkorb bleibt.',
  home: 'Zur Startseite',
  again: 'Noch einmal versuchen',
};
