export * from './allocate.ts';
export * from './arithmetic.ts';
export * from './currencies.ts';
export * from './decimal.ts';
export * from './money.ts';
export * from './rounding.ts';
export * from './rules.ts';
