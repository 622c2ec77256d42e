export const security = {
  title: 'Sign-in and security',
  overview: 'Overview',
  tab: 'Security',
  privacy: 'Your data',
  navigation: 'Parts of your account',
  factor: 'Second factor',
  factorHint:
    'Besides your password, signing in then asks for a code that an app on your phone shows.',
  factorOn: 'On: signing in asks for a code of your app.',
  factorOff: 'Off: your password alone signs in.',
  verifyFirst: 'Verify your mail address first; then you can turn it on.',
  turnOn: 'Turn on',
  turnOff: 'Turn off',
  turnOffHint: 'Enter your password to turn it off.',
  newCodes: 'Make new backup codes',
  newCodesHint: 'The old ones stop working.',
  enrol: 'Turn on the second factor',
  passwordFirst: 'Please enter your password first.',
  next: 'Continue',
  scan: 'Scan this with your authenticator app',
  scanHint: 'For example Aegis, Google Authenticator, 1Password or your phone’s own password app.',
  qrName: 'QR code with the key of your account',
  keyText: 'Or type this key into the app',
  backup: 'Your backup codes',
  backupHint:
    'Each signs you in once when your phone is not at hand. Keep them where you keep your documents; they are not shown again.',
  confirm: 'Enter the code that the app shows now',
  code: 'Code of the app',
  codeHint: '6 digits, new every half minute.',
  finish: 'Turn on',
  challenge: 'Your code, please',
  challengeHint: 'Open your authenticator app and enter the code that it shows for this shop.',
  useBackup: 'Use a backup code',
  useApp: 'Use the code of the app',
  backupCode: 'Backup code',
  backupChallengeHint: 'One of the codes that you kept when you turned the second factor on.',
  done: 'I have kept them',
  sessions: 'Where you are signed in',
  thisSession: 'This device',
  lastSeen: (date: string) => `Last seen ${date}`,
  signedInAt: (date: string) => `signed in ${date}`,
  endSession: 'Sign out',
  endSessionOf: (device: string) => `Sign out ${device}`,
  endOthers: 'Sign out everywhere else',
  device: (browser: string, system: string) => `${browser} on ${system}`,
  unknownDevice: 'Unknown device',
  changePassword: 'Change your password',
  changePasswordHint: 'We send you a link with which you can set a new one.',
};

export const privacy = {
  title: 'Your data',
  export: 'Take your data along',
  exportHint:
    'One file (JSON) with everything that we keep about you: account, addresses, orders, mails.',
  download: 'Download my data',
  erase: 'Erase my account',
  eraseHint:
    'Your account, addresses and sessions are removed at once. Name, address and mail address are taken out of your orders; number, goods and amounts stay, because the law asks us to keep books.',
  openOrders: (count: number) =>
    count === 1
      ? 'One order is still open. What is needed to deliver it is kept until it is done, and erased then. You can cancel it first.'
      : `${count} orders are still open. What is needed to deliver them is kept until they are done, and erased then. You can cancel them first.`,
  guestOrders:
    'Your mail address is not verified: orders made as a guest under it are not covered until it is.',
  final: 'This cannot be undone.',
  action: 'Erase my account for good',
};
