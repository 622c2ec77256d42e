import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

interface ReceivedMail {
  from: string;
  to: string[];
  /** Header and body as they came over the wire. */
  source: string;
}

interface MailServer {
  url: string;
  received: ReceivedMail[];
  /** What it answers next instead of taking it: `550 5.1.1 unknown`. Empty themselves. */
  answersToSenders: string[];
  answersToRecipients: string[];
  /** To the command before the mail itself. */
  answersToData: string[];
  answersToMails: string[];
  close(): Promise<void>;
}

/** A mail server that speaks as much of SMTP as a client needs to hand over a mail. */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const answers: Answers = {
    answersToSenders: [],
    answersToRecipients: [],
    answersToData: [],
    answersToMails: [],
  };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    converse(socket, received, answers);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    ...answers,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

type Answers = Omit<MailServer, 'url' | 'received' | 'close'>;

function converse(socket: Socket, received: ReceivedMail[], answers: Answers): void {
  let waiting = '';
  let isData = false;
  let mail: ReceivedMail = { from: '', to: [], source: '' };
  const say = (line: string) => socket.write(`${line}\r\n`);
  const hear = (line: string): void => {
    if (isData) {
      if (line !== '.') {
        mail.source += `${line.replace(/^\./, '')}\r\n`;
        return;
      }
      isData = false;
      const answer = answers.answersToMails.shift() ?? '250 taken';
      if (answer.startsWith('250')) received.push(mail);
      mail = { from: '', to: [], source: '' };
      say(answer);
      return;
    }
    const address = /<(.*)>/.exec(line)?.[1] ?? '';
    if (/^(EHLO|HELO|RSET|NOOP)/i.test(line)) say('250 here');
    else if (/^MAIL FROM/i.test(line)) {
      mail.from = address;
      say(answers.answersToSenders.shift() ?? '250 sender');
    } else if (/^RCPT TO/i.test(line)) {
      const answer = answers.answersToRecipients.shift() ?? '250 recipient';
      if (answer.startsWith('250')) mail.to.push(address);
      say(answer);
    } else if (/^DATA/i.test(line)) {
      const answer = answers.answersToData.shift() ?? '354 go on';
      isData = answer.startsWith('354');
      say(answer);
    } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
    else say('502 unknown');
  };
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    waiting += chunk.toString('utf8');
    const lines = waiting.split('\r\n');
    waiting = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
  say('220 ready');
}
