import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Text; pictures and fonts are packed by their own formats. */
const pattern = '**/*.{css,js,json,svg,txt,webmanifest,xml}';
/** Smaller files fit into one packet of the network anyway. */
const bytesMin = 1_000;

/** Writes `NAME.br` and `NAME.gz` beside each file: the most that either can do, made once. */
export async function packFiles(folder: string): Promise<void> {
  for await (const name of glob(pattern, { cwd: folder })) {
    const path = join(folder, name);
    const bytes = await readFile(path);
    if (bytes.length < bytesMin) continue;
    const size = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, { params: size }));
    await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  }
}
