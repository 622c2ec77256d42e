import type * as english from '../en/notices.ts';

export const flash: typeof english.flash = {
  'not-for-sale': 'Das ist zurzeit nicht zu kaufen.',
  'too-many-lines': 'Mehr passt nicht in den Warenkorb.',
  'too-many-coupons': 'Mehr Codes nimmt der Warenkorb nicht an.',
  'coupon-not-valid': 'Dieser Code kann nicht eingelöst werden.',
  'checkout-in-progress': 'Dieser Warenkorb ist gerade an der Kasse. Danach können Sie ihn ändern.',
  'cart-already-ordered': 'Aus jenem Warenkorb ist eine Bestellung geworden; dies ist ein neuer.',
  'cart-lowered':
    'Ihr Warenkorb enthält jetzt, was noch da ist. Bitte prüfen Sie die Summe und bestellen Sie erneut.',
  'cart-gone':
    'Aus jenem Warenkorb ist eine Bestellung geworden, oder er ist nicht mehr da. Bestellungen finden Sie in unserer E-Mail und in Ihrem Konto.',
  'left-behind': 'Was nicht mehr zu kaufen ist, liegt nicht mehr in Ihrem Warenkorb.',
  reordered: 'Was von jener Bestellung zu kaufen ist, liegt in Ihrem Warenkorb.',
  'reordered-partly':
    'Manches aus jener Bestellung ist nicht mehr zu kaufen; der Rest liegt in Ihrem Warenkorb.',
  'not-reordered': 'Nichts aus jener Bestellung ist noch zu kaufen.',
  'too-many-requests': 'Zu viele Versuche. Bitte warten Sie eine Minute.',
  'invalid-input': 'Das konnte nicht gelesen werden. Bitte versuchen Sie es noch einmal.',
  'order-cancelled': 'Die Bestellung ist storniert. Es wird nichts abgebucht.',
  'cannot-cancel': 'Die Bestellung kann nicht mehr storniert werden.',
  'signed-in': 'Sie sind angemeldet.',
  'signed-out': 'Sie sind abgemeldet.',
  registered: 'Ihr Konto ist angelegt. Zur Bestätigung Ihrer Adresse haben wir Ihnen geschrieben.',
  'mail-sent': 'Wenn wir diese Adresse kennen, ist eine E-Mail unterwegs.',
  'password-set': 'Ihr neues Passwort ist gesetzt. Bitte melden Sie sich damit an.',
  'second-factor-on': 'Der zweite Faktor ist eingeschaltet; überall sonst sind Sie abgemeldet.',
  'second-factor-off': 'Der zweite Faktor ist ausgeschaltet; überall sonst sind Sie abgemeldet.',
  'session-ended': 'Dieses Gerät ist abgemeldet.',
  'sessions-ended': 'Sie sind überall sonst abgemeldet.',
  'default-set': 'Die Kasse beginnt jetzt mit dieser Adresse.',
  erased: 'Ihr Konto ist gelöscht. Danke, dass Sie da waren.',
  saved: 'Gespeichert.',
  'address-deleted': 'Die Adresse ist gelöscht.',
  'address-limit-reached': 'Mehr Adressen können nicht gespeichert werden.',
  'staff-joined': 'Ihr Mitarbeiterkonto ist angelegt. Melden Sie sich damit an.',
};

export const signInProblems: typeof english.signInProblems = {
  INVALID_EMAIL_OR_PASSWORD: 'E-Mail oder Passwort stimmen nicht.',
  INVALID_EMAIL: 'Das ist keine E-Mail-Adresse.',
  USER_ALREADY_EXISTS: 'Zu dieser Adresse gibt es schon ein Konto. Melden Sie sich an.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL:
    'Zu dieser Adresse gibt es schon ein Konto. Melden Sie sich an.',
  PASSWORD_TOO_SHORT: 'Das Passwort braucht mindestens 10 Zeichen.',
  PASSWORD_TOO_LONG: 'Das Passwort darf höchstens 128 Zeichen haben.',
  EMAIL_NOT_VERIFIED: 'Bitte öffnen Sie zuerst den Link in unserer E-Mail.',
  INVALID_TOKEN: 'Dieser Link wurde schon benutzt oder ist abgelaufen. Fordern Sie einen neuen an.',
  'account-refused': 'Zu der Adresse gibt es schon ein Konto, oder das Passwort ist zu kurz.',
  'invitation-not-valid':
    'Die Einladung wurde schon benutzt, ist abgelaufen oder hat nie bestanden.',
  INVALID_PASSWORD: 'Das Passwort stimmt nicht.',
  INVALID_CODE: 'Dieser Code stimmt nicht. Geben Sie den ein, den die App jetzt zeigt.',
  CODE_ALREADY_USED: 'Dieser Code wurde schon benutzt. Bitte warten Sie auf den nächsten.',
  INVALID_BACKUP_CODE: 'Dieser Ersatzcode stimmt nicht oder wurde schon benutzt.',
  INVALID_TWO_FACTOR_COOKIE: 'Das hat zu lange gedauert. Bitte melden Sie sich noch einmal an.',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE:
    'Zu viele falsche Codes. Bitte melden Sie sich noch einmal an.',
  ACCOUNT_TEMPORARILY_LOCKED: 'Zu viele falsche Codes. Bitte warten Sie eine Viertelstunde.',
  TOTP_ALREADY_ENABLED: 'Der zweite Faktor ist schon eingeschaltet.',
  'proof-refused': 'Passwort oder Code stimmen nicht.',
  tooMany: 'Zu viele Versuche. Bitte warten Sie einige Minuten.',
  other: 'Das hat nicht geklappt. Bitte prüfen Sie, was Sie eingegeben haben.',
};
