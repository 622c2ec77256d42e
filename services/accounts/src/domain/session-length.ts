/** How long a shopper stays signed in without coming back. */
export const sessionSeconds = 30 * 24 * 3600;

/** A session that is used is prolonged at most this often. */
export const sessionRefreshSeconds = 24 * 3600;
