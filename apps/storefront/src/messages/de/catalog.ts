import type * as english from '../en/catalog.ts';
import { products } from './counted.ts';

export const list: typeof english.list = {
  filterBy: 'Filtern',
  sort: 'Sortieren nach',
  sorts: {
    relevance: 'Empfehlung',
    newest: 'Neuheit',
    price: 'Preis, aufsteigend',
    '-price': 'Preis, absteigend',
    title: 'Name',
  },
  price: 'Preis',
  from: 'von',
  to: 'bis',
  priceFrom: 'Niedrigster Preis',
  priceTo: 'Höchster Preis',
  availability: 'Verfügbarkeit',
  available: 'Nur was sofort zu haben ist',
  apply: 'Ergebnisse zeigen',
  showCount: (total: number, estimated: boolean) =>
    `${estimated ? 'Etwa ' : ''}${products(total)} zeigen`,
  chosen: 'Gewählte Filter',
  clear: 'Alle löschen',
  remove: (what: string) => `Filter ${what} entfernen`,
  count: (total: number, estimated: boolean) => `${estimated ? 'Etwa ' : ''}${products(total)}`,
  more: 'Mehr zeigen',
  start: 'Zurück zum Anfang',
  products: 'Produkte',
  none: 'Nichts passt zu diesen Filtern.',
  noneHint: 'Versuchen Sie es mit weniger Filtern oder einem anderen Wort.',
  empty: 'Hier gibt es noch nichts.',
  emptyHint: 'Sehen Sie in einer anderen Kollektion nach oder kommen Sie bald wieder.',
  upTo: (price: string) => `bis ${price}`,
  fromPrice: (price: string) => `ab ${price}`,
};

export const search: typeof english.search = {
  title: 'Suche',
  titleFor: (text: string) => `Ergebnisse für „${text}“`,
  prompt: 'Wonach suchen Sie?',
  none: (text: string) => `Für „${text}“ wurde nichts gefunden.`,
  hint: 'Prüfen Sie die Schreibweise, nehmen Sie weniger Wörter oder stöbern Sie in den Kollektionen.',
  all: 'Alle Produkte',
  suggestions: {
    products: 'Produkte',
    collections: 'Kollektionen',
    all: (text: string) => `Alle Ergebnisse für „${text}“`,
    found: 'Vorschläge stehen darunter; nutzen Sie die Pfeiltasten.',
  },
};

export const product: typeof english.product = {
  from: (price: string) => `Ab ${price}`,
  before: 'Vorher',
  now: 'Jetzt',
  noPrice: 'In dieser Währung nicht zu kaufen',
  soldOut: 'Ausverkauft',
  stock: {
    'in-stock': 'Auf Lager',
    'few-left': 'Nur noch wenige da',
    'sold-out': 'Ausverkauft',
    backorder: 'Nachbestellbar',
  },
  sale: 'Reduziert',
  reducedBy: (percent: number) => `−${percent} %`,
  choose: (option: string) => `${option} wählen`,
  pleaseChoose: 'bitte wählen',
  quantity: 'Anzahl',
  add: 'In den Warenkorb',
  picture: (title: string, index: number) => `${title}, Bild ${index}`,
  colours: 'Weitere Ausführungen',
  gallery: 'Bilder',
  showPicture: (index: number, count: number) => `Bild ${index} von ${count}`,
  previousPicture: 'Voriges Bild',
  nextPicture: 'Nächstes Bild',
  related: 'Das könnte Ihnen auch gefallen',
  recentlySeen: 'Zuletzt angesehen',
  arrival: {
    title: (country: string) => `Lieferung nach ${country}`,
    days: (min: number, max: number) =>
      max === 0
        ? 'am selben Werktag'
        : max === 1
          ? '1 Werktag'
          : `${min === max ? max : `${min} bis ${max}`} Werktage`,
    freeFrom: (value: string) => `Ab ${value} Bestellwert kostenlos`,
  },
  sizes: {
    open: 'Größe finden',
    title: 'Größe finden',
    close: 'Schließen',
    shoes: {
      hint: 'Messen Sie abends im Stehen von der Ferse bis zum längsten Zeh. Zwischen zwei Größen nehmen Sie die größere.',
      columns: ['EU', 'UK', 'Fußlänge'],
    },
    clothing: {
      hint: 'Messen Sie um die breiteste Stelle der Brust, in Zentimetern.',
      columns: ['Größe', 'Brust in cm'],
    },
  },
  description: 'Details',
  sku: 'Artikelnummer',
  taxIncluded: 'inkl. MwSt., zzgl. {delivery}',
  taxExcluded: 'zzgl. MwSt. und {delivery}',
  delivery: 'Versand',
  breadcrumbs: 'Sie sind hier',
  home: 'Startseite',
};
