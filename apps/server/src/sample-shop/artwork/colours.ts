/** The colours of one colourway, as CSS colours of six digits. */
export interface Colourway {
  name: string;
  main: string;
  accent: string;
  sole: string;
  lace: string;
}

/** A colour between two others; `share` of the second. */
export function mix(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const a = Number.parseInt(from.slice(at, at + 2), 16);
    const b = Number.parseInt(to.slice(at, at + 2), 16);
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

export const darker = (colour: string, share: number): string => mix(colour, '#14100c', share);
export const lighter = (colour: string, share: number): string => mix(colour, '#ffffff', share);
