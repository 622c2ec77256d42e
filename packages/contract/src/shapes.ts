import Type, { type Static, type TSchema } from 'typebox';

/**
 * Ids are opaque to callers; ours are UUIDs made by `uuidv7()`. The length refuses the form
 * `urn:uuid:...`, which the format allows and PostgreSQL cannot read.
 */
export const Id = Type.String({ format: 'uuid', maxLength: 36 });
export const Timestamp = Type.String({ format: 'date-time' });
export const Currency = Type.String({ pattern: '^[A-Z]{3}$' });
export const Country = Type.String({ pattern: '^[A-Z]{2}$' });
export const Email = Type.String({ format: 'email', maxLength: 254 });

/** NUL cannot be stored by PostgreSQL, so it is refused at the door. */
export const text = (options: { minLength?: number; maxLength: number }) =>
  Type.String({ ...options, pattern: '^[^\\u0000]*$' });

/** The shape of addresses is public API; the limits follow what carriers' labels hold. */
export const Address = Type.Object(
  {
    firstName: text({ minLength: 1, maxLength: 100 }),
    lastName: text({ minLength: 1, maxLength: 100 }),
    company: Type.Optional(text({ maxLength: 100 })),
    line1: text({ minLength: 1, maxLength: 200 }),
    line2: Type.Optional(text({ maxLength: 200 })),
    postalCode: text({ minLength: 1, maxLength: 20 }),
    city: text({ minLength: 1, maxLength: 100 }),
    region: Type.Optional(text({ maxLength: 100 })),
    country: Country,
    phone: Type.Optional(text({ maxLength: 40 })),
  },
  { additionalProperties: false },
);
export type Address = Static<typeof Address>;

/** 200 characters of a title, each six bytes as JSON at most, and an id, in base64: 1,668. */
const CURSOR_LENGTH_MAX = 2_000;

/** Members of the query of every list. Pages are found by key, never by offset. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 24 })),
  cursor: Type.Optional(Type.String({ maxLength: CURSOR_LENGTH_MAX })),
};

export const page = <T extends TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
  });

/** RFC 9457, with our code. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(
    Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() })),
  ),
});
export type Problem = Static<typeof Problem>;
