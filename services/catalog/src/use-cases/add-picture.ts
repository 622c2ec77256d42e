import { createHash, randomUUID } from 'node:crypto';
import { type Actor, ContractError } from '@cartwright/contract';
import { type Database, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import { PICTURE_BYTES_MAX } from '../../contract/index.ts';
import type { StoredPicture } from '../domain/picture.ts';
import type { PictureColours } from '../domain/picture-colours.ts';
import { isPicture } from '../domain/picture-kind.ts';
import type { MakePictureSizes } from '../media/make-picture-sizes.ts';
import type { PictureStorage } from '../media/picture-storage.ts';

export interface PictureKeeping {
  db: Database;
  storage: PictureStorage;
  makeSizes: MakePictureSizes;
}

/**
 * Stores a picture with its sizes. The same bytes are one picture, so a repeat is cheap and gives
 * the same id. Sizes are made outside any transaction, and files stand before their row does: a
 * crash between leaves files that nothing names.
 * @throws ContractError `picture-not-usable`; `unavailable` when too many pictures wait.
 */
export async function addPicture(
  keeping: PictureKeeping,
  request: { bytes: Uint8Array; alt?: string | undefined; actor: Actor },
): Promise<StoredPicture> {
  const { bytes } = request;
  const alt = request.alt?.toWellFormed();
  if (bytes.length > PICTURE_BYTES_MAX)
    throw new ContractError('picture-not-usable', { data: { reason: 'too-many-bytes' } });
  if (!isPicture(bytes))
    throw new ContractError('picture-not-usable', { data: { reason: 'not-a-picture' } });
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  const present = await findByContent(keeping.db, contentHash);
  if (present !== undefined && (await keeping.storage.has(present.id)))
    return { ...present, alt: alt ?? present.alt };

  const id = present?.id ?? randomUUID();
  const sizes = await keeping.storage.save(id, (folder) => keeping.makeSizes(bytes, folder));
  const media = { id, contentHash, alt: alt ?? '', ...sizes };
  const inserted = await insertMedia(keeping.db, media, request.actor);
  // Somebody stored the same bytes meanwhile: theirs is the one.
  if (inserted.id !== id) await keeping.storage.remove(id);
  return { ...inserted, alt: alt ?? inserted.alt };
}

async function findByContent(
  db: Database,
  contentHash: string,
): Promise<StoredPicture | undefined> {
  const found = await sql<StoredPicture>`
    select id, alt, width, height, widths, ground
    from media
    where content_hash = ${contentHash}
  `.execute(db);
  return found.rows[0];
}

async function insertMedia(
  db: Database,
  media: StoredPicture & PictureColours & { contentHash: string },
  actor: Actor,
): Promise<StoredPicture> {
  await transaction(db, async (tx) => {
    const { numAffectedRows } = await sql`
      insert into media (id, content_hash, width, height, widths, alt, ground, colour)
      values (
        ${media.id}, ${media.contentHash}, ${media.width}, ${media.height}, ${media.widths},
        ${media.alt}, ${media.ground}, ${media.colour}
      )
      on conflict (content_hash) do nothing
    `.execute(tx);
    if (numAffectedRows === 0n) return;
    await emitStaffAction(tx, 'catalog', actor, {
      action: 'picture-added',
      subject: media.id,
      changes: {},
    });
  });
  const stored = await findByContent(db, media.contentHash);
  if (stored === undefined) throw new Error('a picture is gone that was just stored');
  return stored;
}
