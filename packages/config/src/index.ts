export * from './environment.ts';
export * from './fault-point.ts';
export * from './settings.ts';
