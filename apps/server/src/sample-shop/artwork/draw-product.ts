import { drawBackpack, drawCap, drawHoodie, drawSocks, drawTee } from './apparel-drawings.ts';
import type { Colourway } from './colours.ts';
import { drawCourt, drawHighTop } from './court-shoes.ts';
import { drawBoot, drawLoafer, drawSandal } from './other-shoes.ts';
import { drawRunner } from './running-shoes.ts';
import { drawSole, drawTop, type Tread } from './shoes-from-above.ts';
import { definitions, type Material } from './strokes.ts';

/** Square, and the second largest of the sizes that pictures are served in. */
const SIDE = 960;

const shoeBases = [
  'runner',
  'racer',
  'trail',
  'court',
  'high-top',
  'boot',
  'sandal',
  'loafer',
  'slip-on',
] as const;
const apparelBases = ['tee', 'hoodie', 'cap', 'socks', 'backpack'] as const;
export type Base = (typeof shoeBases)[number] | (typeof apparelBases)[number];
type ShoeBase = (typeof shoeBases)[number];

/** How a product is looked at; the first one is what lists show. */
export type View = 'side' | 'pair' | 'above' | 'sole' | 'detail';

/** The views that there are of a product, in the order of showing. */
export const viewsOf = (base: Base): readonly View[] =>
  isShoe(base) ? ['side', 'pair', 'above', 'sole', 'detail'] : ['side', 'detail'];

interface Drawing {
  base: Base;
  colours: Colourway;
  view: View;
  /** What the upper is made of; each base has its usual one. */
  material?: Material | undefined;
}

/** Draws one product as SVG on a clear ground, so that it can lie on any colour. */
export function drawProduct({ base, colours, view, material }: Drawing): string {
  const cloth = material ?? usualMaterial[base];
  const { box, content } = frame(base, view, () => sides[base](colours, cloth), {
    above: () => (isShoe(base) ? drawTop(colours, shapes[base].cut, cloth) : ''),
    sole: () => (isShoe(base) ? drawSole(colours, shapes[base].tread) : ''),
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="${box}">`,
    `<defs>${definitions}</defs>`,
    content,
    '</svg>',
  ].join('\n');
}

export const isShoe = (base: Base): base is ShoeBase => shoeBases.some((shoe) => shoe === base);

const whole = '0 0 1200 1200';
const lying = '<g opacity=".3" transform="translate(14 26)" filter="url(#soft)">';

function frame(
  base: Base,
  view: View,
  side: () => string,
  from: { above: () => string; sole: () => string },
): { box: string; content: string } {
  // Shoes are wider than tall: lifted into the middle of the square.
  const lift = isShoe(base) ? `<g transform="translate(-20 ${lifts[base]})">` : '<g>';
  switch (view) {
    case 'side':
      return { box: whole, content: `${lift}${side()}</g>` };
    case 'pair': {
      const shoe = side();
      return {
        box: whole,
        content: [
          `<g transform="translate(1130 -60) scale(-.82 .82)">${lift}${shoe}</g></g>`,
          `<g transform="translate(-10 130) scale(.9)">${lift}${shoe}</g></g>`,
        ].join(''),
      };
    }
    case 'above': {
      const shoe = from.above();
      const one = (place: string) =>
        `<g transform="${place}">${lying}<ellipse cx="600" cy="600" rx="150" ry="460" fill="#1a140c"/></g>${shoe}</g>`;
      return {
        box: whole,
        content:
          one('translate(-150 20) rotate(-7 600 600) scale(.94) translate(30 30)') +
          one('translate(1350 20) scale(-1 1) rotate(-7 600 600) scale(.94) translate(30 30)'),
      };
    }
    case 'sole':
      return {
        box: whole,
        content: `<g transform="rotate(62 600 600)">${lying}<ellipse cx="600" cy="600" rx="160" ry="470" fill="#1a140c"/></g>${from.sole()}</g>`,
      };
    case 'detail':
      return { box: isShoe(base) ? '420 330 480 480' : '380 420 460 460', content: side() };
  }
}

const lifts: Readonly<Record<ShoeBase, number>> = {
  runner: 20,
  racer: 20,
  trail: 10,
  court: 20,
  'high-top': 60,
  boot: 70,
  sandal: -60,
  loafer: -70,
  'slip-on': -70,
};

const shapes: Readonly<Record<ShoeBase, { cut: 'trainer' | 'slipper' | 'sandal'; tread: Tread }>> =
  {
    runner: { cut: 'trainer', tread: 'waves' },
    racer: { cut: 'trainer', tread: 'waves' },
    trail: { cut: 'trainer', tread: 'lugs' },
    court: { cut: 'trainer', tread: 'herringbone' },
    'high-top': { cut: 'trainer', tread: 'herringbone' },
    boot: { cut: 'trainer', tread: 'lugs' },
    sandal: { cut: 'sandal', tread: 'waves' },
    loafer: { cut: 'slipper', tread: 'plain' },
    'slip-on': { cut: 'slipper', tread: 'herringbone' },
  };

const usualMaterial: Readonly<Record<Base, Material>> = {
  runner: 'mesh',
  racer: 'knit',
  trail: 'mesh',
  court: 'leather',
  'high-top': 'canvas',
  boot: 'leather',
  sandal: 'leather',
  loafer: 'leather',
  'slip-on': 'canvas',
  tee: 'cotton',
  hoodie: 'cotton',
  cap: 'canvas',
  socks: 'knit',
  backpack: 'canvas',
};

const sides: Readonly<Record<Base, (c: Colourway, material: Material) => string>> = {
  runner: (c, material) => drawRunner(c, 'runner', material),
  racer: (c, material) => drawRunner(c, 'racer', material),
  trail: (c, material) => drawRunner(c, 'trail', material),
  court: drawCourt,
  'high-top': drawHighTop,
  boot: drawBoot,
  sandal: drawSandal,
  loafer: (c, material) => drawLoafer(c, 'loafer', material),
  'slip-on': (c, material) => drawLoafer(c, 'slip-on', material),
  tee: drawTee,
  hoodie: drawHoodie,
  cap: drawCap,
  socks: drawSocks,
  backpack: drawBackpack,
};
