export const collectionPath = ({ slug }: { slug: string }): string =>
  `/collections/${encodeURIComponent(slug)}`;
