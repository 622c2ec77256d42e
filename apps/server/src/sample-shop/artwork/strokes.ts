import { darker } from './colours.ts';

export type Material = 'knit' | 'mesh' | 'leather' | 'suede' | 'canvas' | 'cotton' | 'rubber';

/** Gradients, textures and filters that all drawings share. */
export const definitions = [
  '<linearGradient id="light" x1="0" y1="0" x2=".25" y2="1">',
  '<stop offset="0" stop-color="#fff" stop-opacity=".26"/>',
  '<stop offset=".5" stop-color="#fff" stop-opacity="0"/>',
  '<stop offset="1" stop-color="#000" stop-opacity=".2"/></linearGradient>',
  blur('soft', 26),
  blur('edge', 13),
  blur('fine', 4),
  texture('mesh', 13, '<circle cx="4" cy="4" r="2.7" fill="#000" fill-opacity=".2"/>', 32),
  texture(
    'knit',
    16,
    '<path d="M0 10 L4 3 L8 10 M8 10 L12 3 L16 10" fill="none" stroke="#000" stroke-opacity=".13" stroke-width="2.6"/>',
    4,
  ),
  texture(
    'canvas',
    7,
    '<path d="M0 0H7M0 3.5H7" stroke="#000" stroke-opacity=".09" stroke-width="1.4"/><path d="M0 0V7" stroke="#fff" stroke-opacity=".13" stroke-width="1.4"/>',
    8,
  ),
  texture(
    'cotton',
    9,
    '<path d="M2 0V9M6.5 0V9" stroke="#000" stroke-opacity=".05" stroke-width="1.6"/>',
    0,
  ),
  '<filter id="nap" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency=".55" numOctaves="3" seed="7"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 .55 -.12"/></filter>',
].join('');

function blur(id: string, deviation: number): string {
  return `<filter id="${id}" x="-30%" y="-60%" width="160%" height="220%"><feGaussianBlur stdDeviation="${deviation}"/></filter>`;
}

function texture(id: string, side: number, content: string, turn: number): string {
  return `<pattern id="${id}" width="${side}" height="${side}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})">${content}</pattern>`;
}

/** What a part of a product is made of, and what lies on it. */
export interface Part {
  /** Names its clipping path; unlike all others of one drawing. */
  id: string;
  path: string;
  fill: string;
  material?: Material;
  /** Drawn on the part and cut off at its edge. */
  inside?: string;
  /** How round the part looks: 0 is flat. */
  depth?: number;
}

/**
 * A part with volume: light falls from above, so the upper rim is lit and the lower one in shade.
 */
export function part({
  id,
  path,
  fill,
  material = 'leather',
  inside = '',
  depth = 1,
}: Part): string {
  return [
    `<clipPath id="${id}"><path d="${path}"/></clipPath>`,
    `<path d="${path}" fill="${fill}"/>`,
    `<g clip-path="url(#${id})">`,
    textureOf(material, path),
    inside,
    `<path d="${path}" fill="url(#light)"/>`,
    rim(path, { colour: darker(fill, 0.75), opacity: 0.5 * depth, dy: -16 }),
    rim(path, { colour: '#ffffff', opacity: (material === 'suede' ? 0.3 : 0.5) * depth, dy: 15 }),
    '</g>',
    `<path d="${path}" fill="none" stroke="${darker(fill, 0.55)}" stroke-opacity=".55" stroke-width="2.5" stroke-linejoin="round"/>`,
  ].join('');
}

const rim = (path: string, o: { colour: string; opacity: number; dy: number }): string =>
  `<path d="${path}" transform="translate(0 ${o.dy})" fill="none" stroke="${o.colour}" stroke-opacity="${o.opacity}" stroke-width="26" filter="url(#edge)"/>`;

function textureOf(material: Material, path: string): string {
  if (material === 'leather' || material === 'rubber') return '';
  if (material === 'suede')
    return '<rect width="1200" height="1200" filter="url(#nap)" opacity=".5"/>';
  return `<path d="${path}" fill="url(#${material})"/>`;
}

/** A piece of material sewn on: it casts a thin shade and has a seam along its edge. */
export const overlay = (path: string, fill: string, seam = true): string =>
  [
    `<path d="${path}" fill="#000" fill-opacity=".28" transform="translate(0 5)" filter="url(#fine)"/>`,
    `<path d="${path}" fill="${fill}"/>`,
    `<path d="${path}" fill="url(#light)"/>`,
    seam
      ? `<path d="${path}" fill="none" stroke="${darker(fill, 0.5)}" stroke-opacity=".7" stroke-width="2"/>`
      : '',
  ].join('');

export const line = (path: string, colour: string, width = 6, opacity = 1): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** Thread: a dark groove with light stitches in it. */
export const stitches = (path: string, colour = '#ffffff'): string =>
  line(path, '#000000', 4.5, 0.22) +
  `<path d="${path}" fill="none" stroke="${colour}" stroke-opacity=".6" stroke-width="2.6" stroke-dasharray="9 7" stroke-linecap="round"/>`;

/** Where it stands on the ground. */
export const shadow = (y: number, from: number, to: number): string => {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  return (
    `<ellipse cx="${middle}" cy="${y + 6}" rx="${half}" ry="26" fill="#1a140c" opacity=".26" filter="url(#soft)"/>` +
    `<ellipse cx="${middle}" cy="${y - 2}" rx="${half * 0.9}" ry="9" fill="#1a140c" opacity=".34" filter="url(#edge)"/>`
  );
};

type Point = readonly [x: number, y: number];
const between = (a: Point, b: Point, t: number): Point => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
];

/** Laces that cross from one row of eyelets to the other, seen from the side. */
export function laces(o: {
  /** The near row of eyelets, from the collar to the toe. */
  near: readonly [Point, Point];
  /** The edge of the throat, where they go out of sight. */
  far: readonly [Point, Point];
  count: number;
  colour: string;
  width?: number;
}): string {
  const { near, far, count, colour, width = 17 } = o;
  return Array.from({ length: count }, (_, index) => {
    const t = index / (count - 1);
    const [x, y] = between(near[0], near[1], t);
    const [farX, farY] = between(far[0], far[1], t);
    const bend = `M${x} ${y} Q${(x + farX) / 2 - 6} ${(y + farY) / 2 - 14} ${farX} ${farY}`;
    return (
      `<circle cx="${x}" cy="${y}" r="${width * 0.62}" fill="#000" fill-opacity=".4"/>` +
      line(`M${x} ${y + 6} L${farX} ${farY + 7}`, '#000000', width, 0.25) +
      line(bend, darker(colour, 0.28), width) +
      line(bend, colour, width - 5)
    );
  }).join('');
}
