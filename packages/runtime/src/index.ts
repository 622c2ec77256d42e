export * from './define-service.ts';
export * from './keys.ts';
export * from './start-services.ts';
