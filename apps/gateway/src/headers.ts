/** Answers are what their type says, and links in them tell other sites no whole address. */
export const headersOfAllAnswers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
} as const;
