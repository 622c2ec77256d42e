import { randomUUID } from 'node:crypto';

const address = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  line1: '1 Test Street',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};

/** The bytes of a GET. */
export const getRequest = (path: string, host: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: application/json\r\n\r\n`;

/** The bytes of a PUT that says everything by its address. */
export const putRequest = (path: string, host: string): string =>
  `PUT ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\n\r\n`;

/** The bytes of a GET as a browser that comes for the first time sends it. */
export const pageRequest = (path: string, host: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n\r\n`;

/** The bytes of a request with a JSON body. */
export function jsonRequest(o: {
  method: 'POST' | 'PATCH' | 'PUT';
  path: string;
  host: string;
  body: unknown;
  headers?: string;
}): string {
  const body = JSON.stringify(o.body);
  const length = Buffer.byteLength(body);
  return `${o.method} ${o.path} HTTP/1.1\r\nHost: ${o.host}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${o.headers ?? ''}\r\n${body}`;
}

/** A guest's checkout; every shopper has an address of his own. */
export const checkoutRequest = (o: {
  host: string;
  cartId: string;
  shippingOptionId: string;
  shopper: string;
}): string =>
  jsonRequest({
    method: 'POST',
    path: `/api/v1/carts/${o.cartId}/checkout`,
    host: o.host,
    headers: `Idempotency-Key: ${randomUUID()}\r\n`,
    body: {
      email: `${o.shopper}@example.com`,
      shippingAddress: address,
      shippingOptionId: o.shippingOptionId,
      payment: { method: 'test', token: 'approve' },
    },
  });
