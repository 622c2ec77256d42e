/** How addresses are written in one country, as far as a form can check it. */
interface AddressForm {
  /** Of the whole postal code, in capital letters. */
  postalCode?: RegExp;
  /** Shown when a postal code does not have that form. */
  example?: string;
  /** What parcels need beside city and postal code, and what people call it there. */
  region: 'none' | 'state' | 'province' | 'prefecture' | 'county' | 'region';
  isRegionRequired: boolean;
}

const plain = { region: 'none', isRegionRequired: false } as const;
const digits = (count: number, example: string): AddressForm => ({
  ...plain,
  postalCode: new RegExp(`^\\d{${count}}$`),
  example,
});
const form = (postalCode: RegExp, example: string): AddressForm => ({
  ...plain,
  postalCode,
  example,
});
const needing = (region: AddressForm['region'], of: AddressForm): AddressForm => ({
  ...of,
  region,
  isRegionRequired: true,
});

/**
 * By the Universal Postal Union's descriptions of postal codes. A country that is not here takes
 * any text: refusing a right address loses an order, taking a wrong one costs a question.
 */
const forms: Readonly<Record<string, AddressForm>> = {
  AT: digits(4, '1010'),
  AU: needing('state', digits(4, '2000')),
  BE: digits(4, '1000'),
  BG: digits(4, '1000'),
  BR: needing('state', form(/^\d{5}-?\d{3}$/, '01310-100')),
  CA: needing('province', form(/^[A-CEGHJ-NPR-TVXY]\d[A-Z] ?\d[A-Z]\d$/, 'K1A 0B1')),
  CH: digits(4, '8001'),
  CY: digits(4, '1010'),
  CZ: form(/^\d{3} ?\d{2}$/, '110 00'),
  DE: digits(5, '10115'),
  DK: digits(4, '1050'),
  EE: digits(5, '10111'),
  ES: { ...digits(5, '28001'), region: 'province' },
  FI: digits(5, '00100'),
  FR: digits(5, '75001'),
  GB: {
    ...form(/^(GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/, 'SW1A 1AA'),
    region: 'county',
  },
  GR: form(/^\d{3} ?\d{2}$/, '104 31'),
  HR: digits(5, '10000'),
  HU: digits(4, '1011'),
  IE: { ...form(/^[AC-FHKNPRTV-Y]\d[\dW] ?[\dAC-FHKNPRTV-Y]{4}$/, 'D02 X285'), region: 'county' },
  IT: needing('province', digits(5, '00100')),
  JP: needing('prefecture', form(/^\d{3}-?\d{4}$/, '100-0001')),
  LI: digits(4, '9490'),
  LT: form(/^(LT-)?\d{5}$/, 'LT-01100'),
  LU: form(/^(L-)?\d{4}$/, '1111'),
  LV: form(/^(LV-)?\d{4}$/, 'LV-1010'),
  MT: form(/^[A-Z]{3} ?\d{2,4}$/, 'VLT 1117'),
  NL: form(/^[1-9]\d{3} ?[A-Z]{2}$/, '1011 AB'),
  NO: digits(4, '0150'),
  PL: form(/^\d{2}-?\d{3}$/, '00-001'),
  PT: form(/^\d{4}-\d{3}$/, '1000-001'),
  RO: digits(6, '010011'),
  SE: form(/^\d{3} ?\d{2}$/, '111 20'),
  SI: digits(4, '1000'),
  SK: form(/^\d{3} ?\d{2}$/, '811 01'),
  US: needing('state', form(/^\d{5}(-\d{4})?$/, '10001')),
};

/** Of a country whose form is not known. */
const anyForm: AddressForm = { region: 'region', isRegionRequired: false };

export const addressFormOf = (country: string): AddressForm =>
  Object.hasOwn(forms, country) ? (forms[country] ?? anyForm) : anyForm;

/** Whether a postal code has the form of its country; case and space around it do not matter. */
export function isPostalCode(country: string, value: string): boolean {
  const { postalCode } = addressFormOf(country);
  return postalCode === undefined || postalCode.test(value.trim().toUpperCase());
}
