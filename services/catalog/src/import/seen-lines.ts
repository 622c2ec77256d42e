import { createHash } from 'node:crypto';

/** Where each text was met first, in 12 to 24 bytes a text whatever its length. */
export interface SeenLines {
  /** The line at which the text was noted before; else notes it with this one. */
  meet: (text: string, line: number) => number | undefined;
}

/**
 * Hashes of 53 bits: among a million texts two different ones share a hash with a chance of one in
 * eighteen thousand. A Map of texts would grow with the file.
 */
export function createSeenLines(): SeenLines {
  let keys = new Float64Array(1024);
  let lines = new Uint32Array(1024);
  let count = 0;
  const placeOf = (key: number): number => {
    let place = key % keys.length;
    while (keys[place] !== 0 && keys[place] !== key) place = (place + 1) % keys.length;
    return place;
  };
  const grow = (): void => {
    const [oldKeys, oldLines] = [keys, lines];
    keys = new Float64Array(oldKeys.length * 2);
    lines = new Uint32Array(oldKeys.length * 2);
    for (const [index, key] of oldKeys.entries()) {
      if (key === 0) continue;
      const place = placeOf(key);
      keys[place] = key;
      lines[place] = oldLines[index] ?? 0;
    }
  };
  return {
    meet: (text, line) => {
      const place = placeOf(hashOf(text));
      if (keys[place] !== 0) return lines[place];
      keys[place] = hashOf(text);
      lines[place] = line;
      count += 1;
      if (count > keys.length / 2) grow();
      return undefined;
    },
  };
}

/** Never 0, which marks a free place. */
const hashOf = (text: string): number => {
  const digest = createHash('sha256').update(text).digest();
  return digest.readUIntBE(0, 6) * 32 + (digest.readUInt8(6) & 31) + 1;
};
