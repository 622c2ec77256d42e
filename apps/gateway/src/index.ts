export { createGateway, type Gateway } from './gateway.ts';
export { gatewaySettings } from './limits/settings.ts';
export type { GatewayOptions } from './options.ts';
