/** Tags within words and before commas, which part nothing. */
const inlineTag = /<\/?(?:a|abbr|b|code|em|i|mark|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>/g;

const characters: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
};

/** The text of a description that the API made safe: it escapes these characters alone. */
export const plainText = (html: string): string =>
  html
    .replace(inlineTag, '')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:lt|gt|quot|amp);/g, (name) => characters[name] ?? name)
    .replace(/\s+/g, ' ')
    .trim();
