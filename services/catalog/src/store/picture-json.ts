import { type RawBuilder, sql } from 'kysely';

/** A row of `media` as a stored picture; a product calls its pictures by texts of its own. */
export const pictureJson = (alt: RawBuilder<unknown> = sql`media.alt`) => sql`
  jsonb_build_object(
    'id', media.id,
    'alt', ${alt},
    'width', media.width,
    'height', media.height,
    'widths', media.widths,
    'ground', media.ground
  )
`;

/** The same of a row of `product_media` with its picture. */
export const productPictureJson = pictureJson(sql`product_media.alt`);
