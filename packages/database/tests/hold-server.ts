import { claimDataDir, startEmbedded } from '@cartwright/database';

/** A shop that holds a data folder until it is killed; a test starts it as a process of its own. */
const [dataDir = '', what = 'server'] = process.argv.slice(2);
if (what === 'claim') await claimDataDir(dataDir);
else await startEmbedded({ dataDir });
process.stdout.write('ready\n');
setInterval(() => undefined, 60_000);
