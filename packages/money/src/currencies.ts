/**
 * Currencies in use, by the digits of their minor unit, from ISO 4217 list one. Funds, metals,
 * testing codes and units of account (CLF and UYW, of four digits) are left out: nothing is sold
 * in them. Intl's digits are not used: for some currencies they follow custom, not the standard.
 */
const codesByDigits: ReadonlyArray<{ digits: number; codes: string }> = [
  {
    digits: 0,
    codes: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  },
  {
    digits: 2,
    codes:
      'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD ' +
      'CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP ' +
      'GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD ' +
      'LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB ' +
      'PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC ' +
      'SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  },
  { digits: 3, codes: 'BHD IQD JOD KWD LYD OMR TND' },
];

/** Digits of the minor unit by currency code. */
export const currencyDigits: ReadonlyMap<string, number> = new Map(
  codesByDigits.flatMap(({ digits, codes }) => codes.split(' ').map((code) => [code, digits])),
);

/** Whether money can be kept in it here. */
export const isCurrency = (code: string): boolean => currencyDigits.has(code);

/**
 * Digits of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
 * @throws RangeError for a code that is not in the list; ask `isCurrency` first.
 */
export function digitsOf(currency: string): number {
  const digits = currencyDigits.get(currency);
  if (digits === undefined) throw new RangeError(`${currency} is not a currency in use`);
  return digits;
}
