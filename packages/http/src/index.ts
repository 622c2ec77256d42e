export * from './access.ts';
export * from './context.ts';
export * from './http-binding.ts';
export * from './local-binding.ts';
export * from './problems.ts';
export * from './schemas.ts';
export * from './server.ts';
export * from './tokens.ts';
