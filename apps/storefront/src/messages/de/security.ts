import type * as english from '../en/security.ts';

export const security: typeof english.security = {
  title: 'Anmeldung und Sicherheit',
  overview: 'Übersicht',
  tab: 'Sicherheit',
  privacy: 'Ihre Daten',
  navigation: 'Bereiche Ihres Kontos',
  factor: 'Zweiter Faktor',
  factorHint:
    'Die Anmeldung fragt dann neben dem Passwort nach einem Code, den eine App auf Ihrem Telefon zeigt.',
  factorOn: 'Eingeschaltet: die Anmeldung fragt nach einem Code Ihrer App.',
  factorOff: 'Ausgeschaltet: Ihr Passwort allein genügt.',
  verifyFirst: 'Bestätigen Sie zuerst Ihre E-Mail-Adresse; dann können Sie ihn einschalten.',
  turnOn: 'Einschalten',
  turnOff: 'Ausschalten',
  turnOffHint: 'Danach genügt zur Anmeldung Ihr Passwort.',
  newCodes: 'Neue Ersatzcodes erzeugen',
  newCodesHint: 'Die alten gelten dann nicht mehr.',
  enrol: 'Zweiten Faktor einschalten',
  passwordFirst: 'Bitte geben Sie zuerst Ihr Passwort ein.',
  next: 'Weiter',
  scan: 'Scannen Sie dies mit Ihrer Authenticator-App',
  scanHint:
    'Zum Beispiel Aegis, Google Authenticator, 1Password oder die Passwort-App Ihres Telefons.',
  qrName: 'QR-Code mit dem Schlüssel Ihres Kontos',
  keyText: 'Oder tippen Sie diesen Schlüssel in die App',
  backup: 'Ihre Ersatzcodes',
  backupHint:
    'Jeder meldet Sie einmal an, wenn Ihr Telefon nicht zur Hand ist. Bewahren Sie sie bei Ihren Unterlagen auf; sie werden nicht noch einmal gezeigt.',
  confirm: 'Geben Sie den Code ein, den die App jetzt zeigt',
  code: 'Code der App',
  codeHint: '6 Ziffern, jede halbe Minute neu.',
  codeOrBackupHint: '6 Ziffern der App oder einer Ihrer Ersatzcodes.',
  finish: 'Einschalten',
  challenge: 'Ihr Code, bitte',
  challengeHint:
    'Öffnen Sie Ihre Authenticator-App und geben Sie den Code ein, den sie für diesen Shop zeigt.',
  useBackup: 'Einen Ersatzcode benutzen',
  useApp: 'Den Code der App benutzen',
  backupCode: 'Ersatzcode',
  backupChallengeHint: 'Einer der Codes, die Sie beim Einschalten aufbewahrt haben.',
  done: 'Ich habe sie aufbewahrt',
  sessions: 'Wo Sie angemeldet sind',
  thisSession: 'Dieses Gerät',
  lastSeen: (date: string) => `Zuletzt gesehen am ${date}`,
  signedInAt: (date: string) => `angemeldet am ${date}`,
  endSession: 'Abmelden',
  endSessionOf: (device: string) => `${device} abmelden`,
  endOthers: 'Überall sonst abmelden',
  device: (browser: string, system: string) => `${browser} auf ${system}`,
  unknownDevice: 'Unbekanntes Gerät',
  changePassword: 'Passwort ändern',
  changePasswordHint: 'Wir schicken Ihnen einen Link, mit dem Sie ein neues setzen.',
};

export const privacy: typeof english.privacy = {
  title: 'Ihre Daten',
  export: 'Ihre Daten mitnehmen',
  exportHint:
    'Eine Datei (JSON) mit allem, was wir über Sie aufbewahren: Konto, Adressen, Bestellungen, E-Mails.',
  download: 'Meine Daten herunterladen',
  erase: 'Mein Konto löschen',
  eraseHint:
    'Konto, Adressen und Anmeldungen werden sofort entfernt. Name, Anschrift und E-Mail-Adresse werden aus Ihren Bestellungen entfernt; Nummer, Ware und Beträge bleiben, weil das Gesetz Buchführung verlangt.',
  openOrders: (count: number) =>
    count === 1
      ? 'Eine Bestellung ist noch offen. Was für die Lieferung nötig ist, bleibt bis zu ihrem Abschluss und wird dann gelöscht. Sie können sie vorher stornieren.'
      : `${count} Bestellungen sind noch offen. Was für die Lieferung nötig ist, bleibt bis zu ihrem Abschluss und wird dann gelöscht. Sie können sie vorher stornieren.`,
  guestOrders:
    'Ihre E-Mail-Adresse ist nicht bestätigt: Bestellungen, die als Gast unter ihr gemacht wurden, sind erst danach erfasst.',
  final: 'Das lässt sich nicht rückgängig machen.',
  action: 'Mein Konto endgültig löschen',
};
