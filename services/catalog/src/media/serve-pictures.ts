import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { type PictureFormat, sharedSize } from '../domain/picture.ts';
import type { PictureStorage } from './picture-storage.ts';

const idPattern = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const sizePattern = `[1-9]\\d{0,4}|${sharedSize.name}`;
const pathPattern = new RegExp(`^(?:/media)?/(${idPattern})/(${sizePattern})\\.(avif|webp|jpeg)$`);

/** Answers with the bytes of stored pictures. An address's bytes never change. */
export function servePictures(storage: PictureStorage) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    answer(storage, request, response).catch((error: unknown) => {
      // Before the headers went out this is a fault to tell; afterwards the connection says it.
      if (!response.headersSent) response.writeHead(500, { 'cache-control': 'no-store' }).end();
      else response.destroy(error instanceof Error ? error : undefined);
    });
  };
}

async function answer(
  storage: PictureStorage,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const [, id, size, format] = pathPattern.exec(path) ?? [];
  const picture =
    id === undefined || size === undefined || !isFormat(format)
      ? undefined
      : await storage.open(id, size === sharedSize.name ? size : Number(size), format);
  if (picture === undefined) {
    response.writeHead(404, { 'cache-control': 'no-store' }).end();
    return;
  }
  response.writeHead(200, {
    'content-type': `image/${format}`,
    'content-length': picture.bytes,
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'",
    'cross-origin-resource-policy': 'cross-origin',
  });
  // A reader that goes away ends the pipeline with an error that concerns nobody.
  pipeline(picture.stream, response, () => undefined);
  if (request.method === 'HEAD') response.end();
}

const isFormat = (text: string | undefined): text is PictureFormat =>
  text === 'avif' || text === 'webp' || text === 'jpeg';
