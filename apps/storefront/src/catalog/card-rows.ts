/**
 * How cards of products stand beside each other: the classes of their list and of each card in it,
 * and how wide the pictures are then. Who changes the columns, gaps or edges of one changes its
 * `sizes` as well.
 */
export const cardRows = {
  /** Where filters stand beside the list on desktops. */
  three: {
    list: 'grid grid-cols-2 gap-x-3 gap-y-9 sm:grid-cols-3 sm:gap-x-5 sm:gap-y-12',
    item: undefined,
    sizes: [
      '(min-width: 1440px) 339px',
      '(min-width: 1024px) calc(33.3vw - 141px)',
      '(min-width: 640px) calc(33.3vw - 29px)',
      'calc(50vw - 22px)',
    ].join(', '),
  },
  four: {
    list: 'grid grid-cols-2 gap-x-3 gap-y-9 sm:grid-cols-3 sm:gap-x-5 sm:gap-y-12 md:grid-cols-4',
    item: undefined,
    sizes: [
      '(min-width: 1440px) 325px',
      '(min-width: 768px) calc(25vw - 30px)',
      '(min-width: 640px) calc(33.3vw - 29px)',
      'calc(50vw - 22px)',
    ].join(', '),
  },
  /** One row, which is swiped on small screens. */
  one: {
    list: 'strip lg:mx-0 lg:grid lg:grid-cols-4 lg:gap-5 lg:px-0',
    item: 'w-[44%] sm:w-[30%] lg:w-auto',
    sizes: [
      '(min-width: 1440px) 325px',
      '(min-width: 1024px) calc(25vw - 35px)',
      '(min-width: 640px) calc(30vw - 14px)',
      'calc(44vw - 14px)',
    ].join(', '),
  },
} as const;

export type CardRows = keyof typeof cardRows;
