export { MoneySchema as Money } from '@cartwright/money';
export * from './actors.ts';
export * from './errors.ts';
export * from './pages.ts';
export * from './platform.ts';
export * from './routes.ts';
export * from './shapes.ts';
export * from './verify.ts';
