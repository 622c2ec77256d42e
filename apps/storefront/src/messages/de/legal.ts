import type * as english from '../en/legal.ts';

type Pages = typeof english.legal.pages;

const imprint: Pages['imprint'] = {
  title: 'Impressum',
  description: 'Wer diesen Shop betreibt und wie Sie uns erreichen.',
  sections: [
    {
      heading: 'Angaben gemäß § 5 DDG',
      paragraphs: ['{company}', '{address}', 'Vertreten durch: {representative}'],
    },
    { heading: 'Kontakt', paragraphs: ['E-Mail: {email}', 'Telefon: {phone}'] },
    {
      heading: 'Register',
      paragraphs: ['{register}', 'Umsatzsteuer-Identifikationsnummer gemäß § 27a UStG: {vatId}'],
    },
    {
      heading: 'Verbraucherstreitbeilegung',
      paragraphs: [
        'Wir sind nicht verpflichtet und nicht bereit, an Streitbeilegungsverfahren vor einer Verbraucherschlichtungsstelle teilzunehmen.',
      ],
    },
  ],
};

const terms: Pages['terms'] = {
  title: 'Allgemeine Geschäftsbedingungen',
  description: 'Was zwischen Ihnen und uns gilt, wenn Sie bestellen.',
  sections: [
    {
      heading: 'Vertragspartner',
      paragraphs: [
        'Diese Bedingungen gelten für alle Bestellungen in diesem Shop. Ihr Vertrag kommt zustande mit {company}, {address}.',
      ],
    },
    {
      heading: 'Vertragsschluss',
      paragraphs: [
        'Die Darstellung der Produkte ist eine Aufforderung zur Bestellung. Ihre Bestellung ist ein Angebot; bis Sie auf „Zahlungspflichtig bestellen“ klicken, können Sie Ihre Eingaben prüfen und berichtigen.',
        'Mit der Bestätigung per E-Mail nehmen wir Ihr Angebot an. Sie enthält den Vertragstext, den wir auch speichern; mit einem Konto können Sie Ihre Bestellungen jederzeit einsehen.',
        'Die Vertragssprache ist die Sprache, in der Sie bestellen.',
      ],
    },
    {
      heading: 'Preise und Versand',
      paragraphs: [
        'Die Preise sind Gesamtpreise einschließlich der gesetzlichen Umsatzsteuer, soweit nichts anderes angegeben ist. Versandkosten kommen hinzu und werden vor der Bestellung angezeigt: {shippingPage}.',
      ],
    },
    {
      heading: 'Zahlung',
      paragraphs: [
        'Sie zahlen mit den Zahlungsarten, die an der Kasse angeboten werden. Die Zahlung wird bei der Bestellung genehmigt und beim Versand eingezogen. Bis zur vollständigen Bezahlung bleibt die Ware unser Eigentum.',
      ],
    },
    {
      heading: 'Widerrufsrecht',
      paragraphs: ['Verbrauchern steht ein Widerrufsrecht zu: {withdrawalPage}.'],
    },
    {
      heading: 'Mängel',
      paragraphs: ['Es gelten die gesetzlichen Mängelrechte. Schreiben Sie an {email}.'],
    },
  ],
};

// The wording of annexes 1 and 2 to article 246a § 1 (2) EGBGB.
const withdrawal: Pages['withdrawal'] = {
  title: 'Widerrufsbelehrung',
  description: 'Wie Sie eine Bestellung binnen 14 Tagen widerrufen, mit Muster-Formular.',
  sections: [
    {
      heading: 'Widerrufsrecht',
      paragraphs: [
        'Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen.',
        'Die Widerrufsfrist beträgt vierzehn Tage ab dem Tag, an dem Sie oder ein von Ihnen benannter Dritter, der nicht der Beförderer ist, die letzte Ware in Besitz genommen haben bzw. hat.',
        'Um Ihr Widerrufsrecht auszuüben, müssen Sie uns ({company}, {address}, Telefon {phone}, E-Mail {email}) mittels einer eindeutigen Erklärung (z. B. ein mit der Post versandter Brief oder eine E-Mail) über Ihren Entschluss, diesen Vertrag zu widerrufen, informieren. Sie können dafür das untenstehende Muster-Widerrufsformular verwenden, das jedoch nicht vorgeschrieben ist.',
        'Sie können Ihr Widerrufsrecht auch online ausüben: {withdrawalForm}. Wenn Sie diese Online-Funktion nutzen, übermitteln wir Ihnen auf einem dauerhaften Datenträger (zum Beispiel per E-Mail) unverzüglich eine Eingangsbestätigung mit Informationen zum Inhalt der Widerrufserklärung sowie dem Datum und der Uhrzeit ihres Eingangs.',
        'Zur Wahrung der Widerrufsfrist reicht es aus, dass Sie die Mitteilung über die Ausübung des Widerrufsrechts vor Ablauf der Widerrufsfrist absenden.',
      ],
    },
    {
      heading: 'Folgen des Widerrufs',
      paragraphs: [
        'Wenn Sie diesen Vertrag widerrufen, haben wir Ihnen alle Zahlungen, die wir von Ihnen erhalten haben, einschließlich der Lieferkosten (mit Ausnahme der zusätzlichen Kosten, die sich daraus ergeben, dass Sie eine andere Art der Lieferung als die von uns angebotene, günstigste Standardlieferung gewählt haben), unverzüglich und spätestens binnen vierzehn Tagen ab dem Tag zurückzuzahlen, an dem die Mitteilung über Ihren Widerruf dieses Vertrags bei uns eingegangen ist.',
        'Für diese Rückzahlung verwenden wir dasselbe Zahlungsmittel, das Sie bei der ursprünglichen Transaktion eingesetzt haben, es sei denn, mit Ihnen wurde ausdrücklich etwas anderes vereinbart; in keinem Fall werden Ihnen wegen dieser Rückzahlung Entgelte berechnet. Wir können die Rückzahlung verweigern, bis wir die Waren wieder zurückerhalten haben oder bis Sie den Nachweis erbracht haben, dass Sie die Waren zurückgesandt haben, je nachdem, welches der frühere Zeitpunkt ist.',
        'Sie haben die Waren unverzüglich und in jedem Fall spätestens binnen vierzehn Tagen ab dem Tag, an dem Sie uns über den Widerruf dieses Vertrags unterrichten, an uns zurückzusenden oder zu übergeben. Die Frist ist gewahrt, wenn Sie die Waren vor Ablauf der Frist von vierzehn Tagen absenden. Sie tragen die unmittelbaren Kosten der Rücksendung der Waren.',
        'Sie müssen für einen etwaigen Wertverlust der Waren nur aufkommen, wenn dieser Wertverlust auf einen zur Prüfung der Beschaffenheit, Eigenschaften und Funktionsweise der Waren nicht notwendigen Umgang mit ihnen zurückzuführen ist.',
      ],
    },
    {
      heading: 'Muster-Widerrufsformular',
      paragraphs: [
        'Wenn Sie den Vertrag widerrufen wollen, dann füllen Sie bitte dieses Formular aus und senden Sie es zurück.',
        'An {company}, {address}, E-Mail {email}:',
        'Hiermit widerrufe(n) ich/wir (*) den von mir/uns (*) abgeschlossenen Vertrag über den Kauf der folgenden Waren (*)/die Erbringung der folgenden Dienstleistung (*):',
        'Bestellt am (*)/erhalten am (*):',
        'Name des/der Verbraucher(s):',
        'Anschrift des/der Verbraucher(s):',
        'Unterschrift des/der Verbraucher(s) (nur bei Mitteilung auf Papier):',
        'Datum:',
        '(*) Unzutreffendes streichen.',
      ],
    },
  ],
};

const privacy: Pages['privacy'] = {
  title: 'Datenschutz',
  description:
    'Welche personenbezogenen Daten dieser Shop speichert, wozu, und was Sie verlangen können.',
  sections: [
    {
      heading: 'Verantwortlicher',
      paragraphs: ['{company}, {address}, E-Mail {email}, Telefon {phone}.'],
    },
    {
      heading: 'Wenn Sie bestellen',
      paragraphs: [
        'Wir speichern Name, Adressen, E-Mail-Adresse und was Sie gekauft haben, um den Vertrag zu erfüllen (Art. 6 Abs. 1 Buchst. b DSGVO) und so lange, wie Steuer- und Handelsrecht es verlangen (Art. 6 Abs. 1 Buchst. c DSGVO). Versandunternehmen und Zahlungsanbieter erhalten, was sie für Ihre Bestellung brauchen, und nicht mehr.',
      ],
    },
    {
      heading: 'Wenn Sie ein Konto haben',
      paragraphs: [
        'Wir speichern Ihre E-Mail-Adresse, Ihren Namen, gespeicherte Adressen und ein Passwort, das niemand lesen kann. In Ihrem Konto können Sie einsehen, mitnehmen und löschen, was wir über Sie gespeichert haben.',
      ],
    },
    {
      heading: 'Cookies und Speicher Ihres Browsers',
      paragraphs: [
        'Der Shop setzt nur Cookies, die er braucht: für den Warenkorb und die Anzahl darin, für die Preise, die Sie dort zuletzt gesehen haben, für Ihre Währung, für die Sprache, in der es nach einer Zahlung weitergeht, und bis der Browser geschlossen wird für die Zahlung, die noch läuft, und die Bestellung, zu der sie geführt hat, für die Anmeldung samt zweitem Schritt, für Ihre Eingaben an der Kasse, bis der Browser geschlossen wird, für das Recht, Ihre Bestellungen zu sehen, und für einen Hinweis auf der nächsten Seite. Keines dient der Werbung oder verfolgt Sie anderswo; deshalb fragt auch nichts nach Ihrer Einwilligung.',
        'Allein Ihr Browser merkt sich, welche Produkte Sie zuletzt angesehen und welche Darstellung Sie gewählt haben. Die Adressen dieser Produkte werden uns nur geschickt, um sie Ihnen wieder zu zeigen, und nicht gespeichert.',
        'Wenn Sie sich abmelden oder Ihr Konto löschen, entfernt der Shop aus diesem Browser, was Sie betrifft; Währung, Sprache und Darstellung bleiben.',
      ],
    },
    {
      heading: 'Ihre Rechte',
      paragraphs: [
        'Sie können Auskunft verlangen, Ihre Daten berichtigen, löschen, einschränken oder übertragen lassen, der Verarbeitung widersprechen und sich bei einer Aufsichtsbehörde beschweren. Schreiben Sie an {email}.',
      ],
    },
  ],
};

const shipping: Pages['shipping'] = {
  title: 'Versand',
  description: 'Wohin wir liefern, was es kostet und wie Sie bezahlen.',
  lead: 'Was der Versand kostet, hängt von Land und Warenkorb ab. Sie sehen es, bevor Sie bestellen.',
  sections: [
    {
      heading: 'Kosten und Lieferzeit',
      paragraphs: [
        'Die Kasse zeigt jede Versandart für Ihre Adresse mit ihrem Preis. Wenn Ihr Paket unterwegs ist, schreiben wir Ihnen.',
      ],
    },
    {
      heading: 'Rücksendung',
      paragraphs: [
        'So schicken Sie etwas zurück: {withdrawalPage}. Gleich hier: {withdrawalForm}.',
      ],
    },
  ],
};

export const legal: typeof english.legal = {
  navigation: 'Rechtliches',
  links: {
    imprint: 'Impressum',
    terms: 'AGB',
    withdrawal: 'Widerrufsrecht',
    privacy: 'Datenschutz',
    shipping: 'Versand',
  },
  agree:
    'Für Ihre Bestellung gelten unsere {terms}. Lesen Sie auch, was zu {withdrawal} und {privacy} gilt.',
  countries: 'Wohin wir liefern',
  missing: (setting: string) => `[noch nicht angegeben: ${setting}]`,
  pages: { imprint, terms, withdrawal, privacy, shipping },
};
