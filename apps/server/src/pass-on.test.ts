import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as ask, createServer, type Server as HttpServer } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createSocketServer,
  type Server,
} from 'node:net';
import { after, test } from 'node:test';
import { passOn } from './pass-on.ts';

const opened: (Server | HttpServer)[] = [];
after(() => {
  for (const server of opened) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server | HttpServer): Promise<string> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A door whose requests are passed on to `base`. */
function doorTo(base: string, silenceMs = 5_000): Promise<string> {
  const pass = passOn(base, { silenceMs });
  return listen(createServer((request, response) => void pass(request, response)));
}

/** A service that says `text` on each connection, whatever it is asked, and ends it if told. */
function speaking(text: string, o: { ends: boolean }): Promise<string> {
  return listen(
    createSocketServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write(text);
        if (o.ends) socket.end();
      });
    }),
  );
}

/** What is answered to these headers, some of which fetch would not send. */
function textOf(door: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    ask(door, { headers }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      resolve(text);
    })
      .once('error', reject)
      .end();
  });
}

async function codeOf(response: Response): Promise<string> {
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const { code }: { code: string } = await response.json();
  return code;
}

test('passes method, path, body, headers and answer through', async () => {
  const service = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    response.setHeader('x-seen', `${request.method} ${request.url} ${request.headers['x-mine']}`);
    response.writeHead(201).end(body.toUpperCase());
  });
  const door = await doorTo(await listen(service));
  const response = await fetch(`${door}/media/a%20b?c=d`, {
    method: 'POST',
    headers: { 'x-mine': 'kept' },
    body: 'a body',
  });
  assert.equal(response.status, 201);
  assert.equal(response.headers.get('x-seen'), 'POST /media/a%20b?c=d kept');
  assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
  assert.equal(await response.text(), 'A BODY');
});

test('keeps the headers of one connection to that connection', async () => {
  const service = createServer((request, response) => {
    const { te, 'keep-alive': time, host } = request.headers;
    response.end(JSON.stringify({ te, time, host }));
  });
  const door = await doorTo(await listen(service));
  const headers = { te: 'trailers', 'keep-alive': 'timeout=5', host: 'shop.example' };
  assert.deepEqual(JSON.parse(await textOf(door, headers)), { host: 'shop.example' });
});

test('a header that the client names in Connection reaches the service all the same', async () => {
  const service = createServer((request, response) =>
    response.end(String(request.headers['x-forwarded-for'])),
  );
  const door = await doorTo(await listen(service));
  const headers = { connection: 'keep-alive, x-forwarded-for', 'x-forwarded-for': '192.0.2.1' };
  assert.equal(await textOf(door, headers), '192.0.2.1');
});

/** A request in the body of another, in each way in which a body's end can be told. */
const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: shop.example\r\n\r\n';
const ofLength = `Content-Length: ${smuggled.length}\r\n\r\n${smuggled}`;
const inChunks =
  `Transfer-Encoding: chunked\r\n\r\n` +
  `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`;
const framed = {
  'of a length': ofLength,
  'in chunks': inChunks,
  'of a length that is named in Connection': `Connection: content-length\r\n${ofLength}`,
  'in chunks that are named in Connection': `Connection: transfer-encoding\r\n${inChunks}`,
};

for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'POST'])
  for (const [kind, rest] of Object.entries(framed))
    test(`a request in the body of a ${method}, ${kind}, is not carried out`, async () => {
      const seen: string[] = [];
      const service = createServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        seen.push(`${request.method} ${request.url} ${body}`);
        response.end(`answer to ${request.url}`);
      });
      const door = await doorTo(await listen(service));
      const socket = connect(Number(new URL(door).port), '127.0.0.1');
      socket.write(`${method} /first HTTP/1.1\r\nHost: shop.example\r\n${rest}`);
      await once(socket, 'data');
      for (const path of ['/second', '/third'])
        assert.equal(await (await fetch(door + path)).text(), `answer to ${path}`);
      socket.destroy();
      assert.deepEqual(seen, [`${method} /first ${smuggled}`, 'GET /second ', 'GET /third ']);
    });

test('a path with two slashes does not lead to another host', async () => {
  const service = createServer((request, response) => response.end(request.url));
  const door = await doorTo(await listen(service));
  assert.equal(await (await fetch(`${door}//evil.example/x`)).text(), '//evil.example/x');
});

test('a service that is gone is unavailable, also for what changes something', async () => {
  const gone = createServer();
  const address = await listen(gone);
  await new Promise((resolve) => gone.close(resolve));
  const door = await doorTo(address);
  for (const method of ['GET', 'POST']) {
    const response = await fetch(door, { method });
    assert.equal(response.status, 503);
    assert.equal(response.headers.get('retry-after'), '2');
    assert.equal(await codeOf(response), 'unavailable');
  }
});

test('a service that breaks off before its answer is told by what was asked of it', async () => {
  for (const text of ['', 'HTTP/1.1 200', 'this is not HTTP\r\n\r\n', 'HTTP/1.1 099 Odd\r\n\r\n']) {
    const door = await doorTo(await speaking(text, { ends: true }));
    const read = await fetch(door);
    assert.deepEqual([read.status, await codeOf(read)], [503, 'unavailable'], text);
    const change = await fetch(door, { method: 'POST', body: '{}' });
    assert.deepEqual([change.status, await codeOf(change)], [504, 'outcome-unknown'], text);
  }
});

test('a service that is silent does not hold the client', async () => {
  const door = await doorTo(await speaking('', { ends: false }), 200);
  const startedMs = Date.now();
  assert.equal((await fetch(door)).status, 503);
  assert.ok(Date.now() - startedMs < 3_000);
});

test('an answer that breaks off or falls silent is not passed on as a whole one', async () => {
  const half = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly a part';
  const chunks = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\npart\r\n';
  for (const [text, ends] of [
    [half, true],
    [half, false],
    [chunks, true],
    [chunks, false],
  ] as const) {
    const door = await doorTo(await speaking(text, { ends }), 200);
    const response = await fetch(door);
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
  }
});

test('a client that goes away ends the request at the service', async () => {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const service = createServer((request, response) => {
    request.resume();
    response.on('close', () => ended.resolve());
    begun.resolve();
  });
  const door = await doorTo(await listen(service));
  const leaving = new AbortController();
  const asked = fetch(door, { signal: leaving.signal });
  await begun.promise;
  leaving.abort();
  await assert.rejects(asked);
  await ended.promise;
});

test('an address that begins with https is spoken to by TLS', async () => {
  const first = Promise.withResolvers<number | undefined>();
  const listener = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      first.resolve(data[0]);
      socket.destroy();
    });
  });
  const door = await doorTo((await listen(listener)).replace('http:', 'https:'));
  assert.equal((await fetch(door)).status, 503);
  const handshake = 22;
  assert.equal(await first.promise, handshake);
});
