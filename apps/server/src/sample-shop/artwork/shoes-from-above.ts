import { type Colourway, darker, lighter, mix } from './colours.ts';
import { line, type Material, overlay, part, stitches } from './strokes.ts';

/** A left foot, the toe up, in the middle of the drawing. */
const outline =
  'M604 118 C706 122 778 214 782 336 C786 448 742 540 738 650 C734 760 764 830 750 932 C736 1034 674 1082 598 1082 C522 1082 464 1034 454 932 C446 840 476 760 468 660 C460 550 414 462 422 342 C430 212 502 114 604 118 Z';
const upper =
  'M604 142 C692 146 752 226 756 338 C758 446 716 540 712 650 C708 764 734 830 722 924 C708 1014 664 1056 598 1056 C532 1056 490 1014 482 924 C476 840 502 764 494 656 C488 548 440 458 448 342 C456 222 516 138 604 142 Z';
const opening =
  'M600 676 C664 676 690 760 688 858 C686 952 654 1004 598 1004 C542 1004 514 952 514 858 C512 760 536 676 600 676 Z';

type Cut = 'trainer' | 'slipper' | 'sandal';

/** One shoe as its wearer sees it. */
export function drawTop(c: Colourway, cut: Cut, material: Material): string {
  const dark = darker(c.main, 0.25);
  const sole = part({ id: 'rand', path: outline, fill: c.sole, material: 'rubber' });
  if (cut === 'sandal') return sole + straps(c, material);
  return [
    sole,
    part({
      id: 'top',
      path: upper,
      fill: c.main,
      material,
      inside: [
        overlay('M430 120 H790 V300 C700 236 516 236 430 300 Z', mix(c.main, dark, 0.7)),
        overlay('M460 940 C520 1000 680 1000 740 940 L740 1080 H460 Z', c.accent),
        overlay(
          'M440 520 L500 470 L470 720 L430 740 Z M776 520 L716 470 L736 720 L780 740 Z',
          c.accent,
        ),
      ].join(''),
    }),
    cut === 'slipper' ? '' : throat(c, dark, material),
    part({
      id: 'opening',
      path: opening,
      fill: darker(c.main, 0.62),
      material: 'cotton',
      depth: 0.9,
    }),
    part({
      id: 'insole',
      path: 'M600 712 C648 720 664 784 662 862 C660 936 640 974 598 974 C556 974 540 936 540 862 C538 784 552 720 600 712 Z',
      fill: mix(c.lace, c.main, 0.25),
      material: 'cotton',
      inside: line('M578 890 L594 850 M606 890 L622 850', c.accent, 11),
      depth: 0.6,
    }),
    cut === 'slipper'
      ? stitches('M508 640 C520 420 560 340 604 336 C650 340 690 420 698 640', c.lace)
      : '',
  ].join('');
}

const throat = (c: Colourway, dark: string, material: Material): string =>
  [
    overlay('M506 380 C540 350 664 350 700 380 L690 740 C650 700 560 700 518 740 Z', dark),
    part({
      id: 'top-tongue',
      path: 'M548 400 C570 384 636 384 658 400 L664 716 C640 748 566 748 542 716 Z',
      fill: mix(c.main, c.accent, 0.2),
      material,
    }),
    ...Array.from({ length: 6 }, (_, row) => {
      const y = 424 + row * 46;
      const across = `M530 ${y} C570 ${y + 14} 636 ${y + 14} 676 ${y}`;
      return (
        line(across.replaceAll(String(y), String(y + 7)), '#000000', 18, 0.22) +
        line(across, darker(c.lace, 0.25), 18) +
        line(across, c.lace, 13)
      );
    }),
  ].join('');

function straps(c: Colourway, material: Material): string {
  const strap = (id: string, path: string, fill: string) => part({ id, path, fill, material });
  return [
    part({
      id: 'bed',
      path: upper,
      fill: darker(c.sole, 0.12),
      material: 'suede',
      inside: line('M560 960 L600 860 M620 960 L660 860', darker(c.sole, 0.3), 14),
    }),
    strap(
      'front',
      'M424 300 C520 220 690 220 784 300 L780 400 C690 320 520 320 420 400 Z',
      c.accent,
    ),
    strap(
      'middle',
      'M436 520 C520 450 680 450 762 520 L748 640 C680 560 530 560 460 640 Z',
      c.main,
    ),
    strap('back', 'M470 760 C540 700 660 700 742 760 L744 840 C660 780 540 780 466 840 Z', c.main),
    '<rect x="690" y="742" width="64" height="70" rx="12" fill="none" stroke="#d8d3c8" stroke-width="12"/>',
  ].join('');
}

export type Tread = 'waves' | 'herringbone' | 'lugs' | 'plain';

/** The side that meets the ground. */
export function drawSole(c: Colourway, tread: Tread): string {
  const rubber = tread === 'lugs' ? darker(c.sole, 0.72) : mix(c.sole, c.accent, 0.12);
  return part({
    id: 'ground-side',
    path: outline,
    fill: rubber,
    material: 'rubber',
    inside: [
      treads[tread](c, rubber),
      `<path d="M520 690 C560 660 650 660 690 690 L682 800 C640 770 566 770 526 800 Z" fill="${darker(rubber, 0.28)}"/>`,
      line(
        'M570 768 L596 702 M614 768 L640 702',
        tread === 'lugs' ? c.accent : lighter(rubber, 0.5),
        12,
      ),
    ].join(''),
  });
}

const treads: Readonly<Record<Tread, (c: Colourway, rubber: string) => string>> = {
  waves: (c, rubber) =>
    rows(30, (y) =>
      line(
        `M400 ${y} Q450 ${y - 26} 500 ${y} T600 ${y} T700 ${y} T800 ${y}`,
        darker(rubber, 0.3),
        7,
      ),
    ) +
    `<path d="M440 980 C520 930 680 930 760 980 V1100 H440 Z" fill="${c.accent}" fill-opacity=".75"/>`,
  herringbone: (c, rubber) =>
    rows(26, (y) =>
      line(
        `M400 ${y} L440 ${y + 24} L480 ${y} L520 ${y + 24} L560 ${y} L600 ${y + 24} L640 ${y} L680 ${y + 24} L720 ${y} L760 ${y + 24} L800 ${y}`,
        darker(rubber, 0.3),
        6,
      ),
    ) + `<circle cx="600" cy="330" r="70" fill="none" stroke="${c.accent}" stroke-width="16"/>`,
  lugs: (c, rubber) =>
    rows(64, (y, row) =>
      Array.from({ length: 5 }, (_, index) => {
        const x = 440 + index * 82 + (row % 2) * 30;
        const lug = `M${x} ${y} l26 -24 l26 24 l-8 24 h-36 Z`;
        return `<path d="${lug}" fill="#000" fill-opacity=".45" transform="translate(0 8)"/><path d="${lug}" fill="${index % 2 === 0 ? lighter(rubber, 0.16) : mix(rubber, c.accent, 0.6)}"/>`;
      }).join(''),
    ),
  plain: (_, rubber) =>
    line(
      'M604 170 C684 176 730 250 730 340 C730 450 690 540 688 650 C686 760 708 830 696 920 C684 1000 650 1030 598 1030 C546 1030 512 1000 504 920 C498 840 524 760 516 656 C508 548 470 450 474 344 C480 240 530 166 604 170 Z',
      darker(rubber, 0.25),
      7,
    ),
};

const rows = (step: number, draw: (y: number, row: number) => string): string =>
  Array.from({ length: Math.ceil(960 / step) }, (_, row) => draw(140 + row * step, row)).join('');
