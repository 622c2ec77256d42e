import { type Colourway, darker, lighter, mix } from './colours.ts';
import { laces, line, type Material, overlay, part, shadow, stitches } from './strokes.ts';

/** Seen from the side, the toe to the right. */
const silhouette =
  'M176 716 C150 640 152 556 180 474 C188 446 176 424 172 400 C184 386 208 388 220 408 C240 452 268 488 320 494 C388 500 440 452 478 398 L552 370 C570 378 576 392 584 406 C642 484 716 540 808 574 C900 606 1014 620 1060 690 C1074 716 1074 742 1062 760 C860 780 420 772 176 716 Z';
const lining =
  'M176 402 C196 372 250 362 304 384 C364 408 424 414 484 392 C446 458 390 506 320 498 C266 490 238 452 216 404 Z';
const tongue =
  'M424 428 C440 372 464 316 496 282 C522 266 562 276 570 304 C566 340 572 368 590 404 L566 446 L470 456 Z';

interface Ride {
  midsole: string;
  outsole: string;
  /** Lines pressed into the foam. */
  grooves: string;
  lugs?: string;
  ground: number;
}

const rides: Readonly<Record<'runner' | 'racer' | 'trail', Ride>> = {
  runner: {
    midsole:
      'M148 724 C144 700 160 690 184 697 C420 750 860 764 1058 740 C1088 734 1108 748 1104 772 C1098 802 1060 828 1000 844 C960 854 900 858 840 858 L300 858 C236 858 178 844 156 808 C144 782 144 750 148 724 Z',
    outsole:
      'M160 814 C182 846 236 858 300 858 L840 858 C900 858 960 854 1000 844 C1050 830 1090 808 1102 780 C1050 814 960 832 860 836 L300 836 C230 836 186 830 160 814 Z',
    grooves: 'M160 764 C330 808 720 822 1092 780 M190 796 C260 814 330 820 420 822',
    ground: 860,
  },
  racer: {
    midsole:
      'M120 760 C104 716 132 684 186 692 C420 744 860 764 1060 736 C1096 728 1124 744 1116 770 C1100 806 1040 836 960 852 C900 862 860 862 800 862 C700 862 560 850 470 850 C380 850 330 864 260 860 C190 856 140 812 120 760 Z',
    outsole:
      'M640 852 C700 860 760 862 800 862 C860 862 900 862 960 852 C1040 836 1096 808 1114 774 C1040 816 920 840 800 842 C740 842 690 846 640 852 Z',
    grooves: 'M140 752 C330 806 760 812 1104 766 M300 826 C420 800 560 812 660 830',
    ground: 866,
  },
  trail: {
    midsole:
      'M146 722 C142 700 160 690 184 697 C420 750 860 764 1058 738 C1092 732 1112 748 1106 776 C1094 806 1050 826 1000 834 L300 840 C230 838 176 826 154 796 C142 772 142 748 146 722 Z',
    outsole:
      'M154 800 C178 828 240 838 300 838 L1000 832 C1050 824 1096 800 1108 766 C1124 774 1120 800 1100 824 C1070 846 1030 852 1000 854 L300 858 C220 858 168 840 150 812 Z',
    grooves: 'M158 762 C330 802 720 812 1096 776',
    lugs: Array.from(
      { length: 13 },
      (_, index) => `M${196 + index * 64} 846 l9 32 h34 l9 -32 Z`,
    ).join(' '),
    ground: 880,
  },
};

const eyestay =
  'M478 398 L552 370 C570 378 576 392 584 406 C642 484 716 540 808 574 L836 640 C800 650 744 628 700 604 C620 560 540 496 478 398 Z';
const heel = 'M120 370 L222 408 C238 450 252 480 274 504 C250 590 276 690 344 800 L110 800 Z';
const toe =
  'M896 594 C960 610 1034 640 1066 696 L1090 800 L720 800 C830 776 900 720 908 660 C910 634 904 612 896 594 Z';

export function drawRunner(c: Colourway, kind: keyof typeof rides, material: Material): string {
  const ride = rides[kind];
  const dark = darker(c.main, 0.28);
  const rubber = kind === 'trail' ? darker(c.accent, 0.45) : darker(c.main, 0.62);
  const foam = kind === 'racer' ? lighter(c.accent, 0.1) : c.sole;
  return [
    shadow(ride.ground, 150, 1080),
    part({ id: 'lining', path: lining, fill: darker(c.main, 0.55), material: 'cotton' }),
    part({ id: 'tongue', path: tongue, fill: mix(c.main, c.accent, 0.16), material }),
    overlay(
      'M498 296 C516 286 546 290 552 306 L556 346 C536 338 510 342 494 352 Z',
      lighter(c.accent, 0.08),
    ),
    ride.lugs === undefined ? '' : part({ id: 'lugs', path: ride.lugs, fill: rubber, depth: 0.5 }),
    part({
      id: 'midsole',
      path: ride.midsole,
      fill: foam,
      material: 'rubber',
      inside:
        line(ride.grooves, '#000000', 7, 0.13) +
        line(ride.grooves, '#ffffff', 3, 0.5) +
        (kind === 'racer'
          ? overlay(
              'M140 768 C330 814 760 822 1110 766 L1110 782 C760 838 330 830 144 788 Z',
              c.main,
            )
          : ''),
    }),
    part({ id: 'outsole', path: ride.outsole, fill: rubber, material: 'rubber', depth: 0.5 }),
    part({
      id: 'upper',
      path: silhouette,
      fill: c.main,
      material,
      inside: overlays(c, kind, dark),
    }),
    line('M180 474 C188 446 176 424 172 400', lighter(c.main, 0.3), 7, 0.7),
    // The loop at the heel, and the rolled edge of the collar.
    line('M176 402 C140 396 134 452 170 470', c.accent, 15),
    line('M220 408 C240 452 268 488 320 494 C388 500 440 452 478 398', dark, 15),
    line('M222 404 C244 446 270 482 320 488 C386 494 438 446 476 394', '#ffffff', 3, 0.35),
    laces({
      near: [
        [506, 442],
        [770, 604],
      ],
      far: [
        [566, 382],
        [800, 566],
      ],
      count: 7,
      colour: c.lace,
    }),
    bow(c.lace),
  ].join('');
}

function overlays(c: Colourway, kind: keyof typeof rides, dark: string): string {
  const guard = kind === 'trail' ? darker(c.accent, 0.3) : mix(c.main, dark, 0.7);
  return [
    kind === 'racer' ? '' : overlay(toe, guard),
    overlay(heel, kind === 'trail' ? guard : c.accent),
    stitches('M232 520 C222 600 246 690 300 772', lighter(c.accent, 0.6)),
    overlay(eyestay, kind === 'racer' ? c.accent : dark),
    // The mark of the house: two bars that lean into the wind.
    overlay('M392 800 C450 716 500 640 524 528 L582 578 C556 664 520 730 470 800 Z', c.accent),
    overlay('M512 800 C566 730 604 672 626 604 L676 636 C652 700 620 750 578 800 Z', c.accent),
    kind === 'trail'
      ? line('M690 790 C730 740 760 700 772 664 M760 790 C800 750 826 714 840 676', guard, 14)
      : line('M880 610 C900 660 880 720 800 770', dark, 4, 0.5),
  ].join('');
}

const bow = (colour: string): string => {
  const loops =
    'M548 400 C500 352 448 352 452 384 C458 414 516 416 548 400 C566 356 610 330 622 354 C630 382 580 404 548 400';
  const ends = 'M548 402 C530 424 500 446 472 450 M550 402 C574 424 580 452 574 478';
  return (
    line(loops, '#000000', 17, 0.25) +
    line(ends, darker(colour, 0.25), 13) +
    line(loops, darker(colour, 0.25), 15) +
    line(loops, colour, 10) +
    line(ends, colour, 8) +
    `<circle cx="549" cy="401" r="12" fill="${colour}" stroke="${darker(colour, 0.3)}" stroke-width="3"/>`
  );
};
