import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, test } from 'node:test';
import { checkedLookup, createPictureFetcher, type FetcherOptions } from './fetch-picture.ts';
import { isPublicAddress } from './public-address.ts';

let server: Server;
let base: string;
let asked: string[] = [];
const picture = Buffer.alloc(2_000, 7);

before(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const hops = Number(/^\/hop\/(\d+)$/.exec(path)?.[1] ?? 0);
    if (hops > 0) response.writeHead(302, { location: `/hop/${hops - 1}` }).end();
    else if (path === '/to-private')
      response.writeHead(302, { location: 'http://10.0.0.1/x' }).end();
    else if (path === '/to-file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    else if (path === '/missing') response.writeHead(404).end('no');
    else if (path === '/endless') sendEndlessly(response);
    else if (path === '/silent') return;
    else response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

function sendEndlessly(response: import('node:http').ServerResponse): void {
  const chunk = Buffer.alloc(256 * 1024);
  const send = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', send);
  send();
}

const isLocal = (ip: string): boolean => ip === '127.0.0.1';

async function fetchOne(address: string, options: FetcherOptions = { isAllowed: isLocal }) {
  const fetcher = createPictureFetcher(options);
  try {
    const fetched = await fetcher.fetch(address);
    return 'problem' in fetched ? fetched.problem : fetched.bytes;
  } finally {
    await fetcher.close();
  }
}

test('only addresses of the public internet are public', () => {
  const isPublic = ['93.184.216.34', '2606:4700::1111', '8.8.8.8'];
  const isNot = [
    ...['127.0.0.1', '127.8.9.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255'],
    ...['192.168.1.1', '169.254.169.254', '100.64.0.1', '224.0.0.1', '240.0.0.1'],
    ...['255.255.255.255', '192.0.2.1', '198.18.0.1', '::', '::1', 'fe80::1', 'fc00::1'],
    ...['fd12::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1'],
    ...[
      '2002:7f00:1::',
      '2001:0:7f00:1::',
      '2001:db8::1',
      'fec0::1',
      '::127.0.0.1',
      'localhost',
      '',
    ],
  ];
  assert.deepEqual(
    isPublic.filter((ip) => !isPublicAddress(ip)),
    [],
  );
  assert.deepEqual(isNot.filter(isPublicAddress), []);
});

test('the default rule asks nothing on this machine, however its address is written', async () => {
  asked = [];
  const { port } = new URL(base);
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '0x7f.1',
    '2130706433',
    '[::ffff:127.0.0.1]',
  ])
    assert.match(
      String(await fetchOne(`http://${host}:${port}/x`, {})),
      /no address of the public internet/,
    );
  assert.deepEqual(asked, []);
});

test('the look-up that connects refuses a name when any of its addresses is private', async () => {
  const look = checkedLookup(isPublicAddress);
  const error = await new Promise<Error | null>((resolve) => {
    look('localhost', { all: true }, (problem) => resolve(problem));
  });
  assert.match(error?.message ?? '', /localhost leads to .* no address of the public internet/);
});

test('a picture is fetched, also through three redirects and not through four', async () => {
  assert.deepEqual(await fetchOne(`${base}/a.png`), picture);
  assert.deepEqual(await fetchOne(`${base}/hop/3`), picture);
  assert.match(String(await fetchOne(`${base}/hop/4`)), /more than 3 times/);
});

test('each redirect is checked like a first address', async () => {
  assert.match(String(await fetchOne(`${base}/to-private`)), /10\.0\.0\.1 is no address/);
  assert.match(String(await fetchOne(`${base}/to-file`)), /not an address of http/);
});

test('what is no picture address is refused with its reason', async () => {
  assert.equal(await fetchOne('shirt.jpg'), 'is not an address');
  assert.match(String(await fetchOne('ftp://example.com/x')), /not an address of http/);
  assert.match(String(await fetchOne('http://user:secret@example.com/x')), /user name/);
  assert.equal(await fetchOne(`${base}/missing`), 'answered 404');
});

test('a body without end is cut at 15 MB, and silence at the time-out', async () => {
  assert.equal(await fetchOne(`${base}/endless`), 'is larger than 15 MB');
  const options = { isAllowed: isLocal, timeoutMs: 200 };
  assert.match(String(await fetchOne(`${base}/silent`, options)), /did not answer in time/);
});

test('a host that cannot be reached is given up after some failures', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const address = closed.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  await new Promise((resolve) => closed.close(resolve));
  const fetcher = createPictureFetcher({ isAllowed: isLocal, failuresMax: 2 });
  const answers = [];
  for (let index = 0; index < 5; index += 1)
    answers.push(await fetcher.fetch(`http://${host}/${index}.jpg`));
  await fetcher.close();
  assert.deepEqual(
    answers.map((answer) => 'problem' in answer && answer.isSkipped),
    [false, false, true, true, true],
  );
  assert.deepEqual(fetcher.skippedHosts(), [{ host, skipped: 3 }]);
});
