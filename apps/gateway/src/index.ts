export { createGateway } from './gateway.ts';
export { gatewaySettings } from './limits/settings.ts';
export type { GatewayOptions } from './options.ts';
