import { type Colourway, darker, lighter, mix } from './colours.ts';
import { laces, line, type Material, overlay, part, shadow, stitches } from './strokes.ts';

const gum = '#b98a54';

/** The tennis shoe: a flat stitched cup sole under clean panels. */
export function drawCourt(c: Colourway, material: Material): string {
  const upper =
    'M180 724 C162 640 168 560 192 488 C202 458 220 452 244 462 C304 486 368 494 424 470 C456 454 480 426 506 394 L580 384 C606 434 662 492 740 526 C820 556 900 552 962 578 C1020 604 1054 656 1050 726 Z';
  const sole =
    'M164 722 L1052 714 C1070 714 1078 726 1078 746 L1074 808 C1072 824 1062 832 1042 834 L200 842 C176 842 164 832 162 812 L156 746 C154 730 158 722 164 722 Z';
  const dark = darker(c.main, 0.14);
  return [
    shadow(842, 160, 1076),
    part({
      id: 'lining',
      path: 'M206 462 C260 430 340 430 420 442 C456 440 486 420 510 392 C484 440 452 474 412 482 C350 498 270 486 206 462 Z',
      fill: darker(c.lace, 0.35),
      material: 'cotton',
    }),
    part({
      id: 'tongue',
      path: 'M440 444 C456 390 486 330 522 306 C552 292 590 306 594 334 C592 360 600 384 612 410 L590 452 L490 462 Z',
      fill: lighter(c.main, 0.12),
      material,
      inside: overlay('M528 322 L578 324 L584 366 L516 366 Z', c.accent),
    }),
    part({
      id: 'sole',
      path: sole,
      fill: c.sole,
      material: 'rubber',
      inside:
        line('M150 806 L1090 796', mix(gum, c.sole, 0.1), 46) +
        stitches('M150 744 L1090 736', darker(c.sole, 0.3)),
    }),
    part({
      id: 'upper',
      path: upper,
      fill: c.main,
      material,
      inside: [
        overlay(
          'M836 546 C960 556 1060 600 1084 740 L780 740 C850 718 884 630 836 546 Z',
          mix(c.main, '#ffffff', 0.1),
        ),
        overlay('M150 440 L262 470 C250 540 262 640 300 740 L140 740 Z', c.accent),
        overlay(
          'M500 396 L580 384 C606 434 662 492 740 526 L790 544 L780 616 C700 610 560 560 470 450 Z',
          dark,
        ),
        overlay('M356 740 C420 700 480 640 520 560 L590 598 C556 660 510 710 470 740 Z', c.accent),
        stitches('M320 740 C296 660 290 580 300 492', c.lace),
        perforations(),
      ].join(''),
    }),
    line('M206 466 C270 490 350 498 414 478 C456 464 484 432 508 396', dark, 13),
    laces({
      near: [
        [520, 462],
        [758, 602],
      ],
      far: [
        [590, 398],
        [772, 536],
      ],
      count: 6,
      colour: c.lace,
    }),
  ].join('');
}

const perforations = (): string =>
  [0, 1, 2]
    .flatMap((row) =>
      Array.from({ length: 5 - row }, (_, index) => {
        const x = 880 + index * 30 + row * 14;
        return `<circle cx="${x}" cy="${622 + index * 9 + row * 24}" r="5" fill="#000" fill-opacity=".3"/>`;
      }),
    )
    .join('');

/** Canvas to the ankle, a rubber toe and a round patch. */
export function drawHighTop(c: Colourway, material: Material): string {
  const upper =
    'M186 774 C168 700 178 630 186 566 C194 490 184 400 198 318 C204 286 226 276 252 284 C330 306 410 306 488 280 L548 268 C560 392 590 492 678 548 C760 590 860 576 940 602 C1012 628 1054 690 1050 774 Z';
  const dark = darker(c.main, 0.22);
  return [
    shadow(884, 170, 1070),
    part({
      id: 'lining',
      path: 'M202 300 C260 250 400 250 508 262 L500 300 C410 330 300 330 204 304 Z',
      fill: darker(c.main, 0.5),
      material: 'cotton',
    }),
    part({
      id: 'tongue',
      path: 'M470 320 C476 260 492 206 522 180 C552 168 588 180 592 210 C588 260 594 330 616 392 L560 420 Z',
      fill: lighter(c.main, 0.1),
      material,
    }),
    part({
      id: 'sole',
      path: 'M170 772 L1050 766 C1070 768 1080 782 1078 806 L1074 850 C1072 872 1058 880 1036 882 L206 888 C180 888 166 876 166 854 L160 800 C158 784 160 774 170 772 Z',
      fill: c.sole,
      material: 'rubber',
      inside:
        line('M150 812 L1090 806', c.accent, 9) +
        line('M150 866 L1090 860', darker(c.sole, 0.18), 30),
    }),
    part({
      id: 'upper',
      path: upper,
      fill: c.main,
      material,
      inside: [
        overlay(
          'M806 570 C930 570 1050 620 1084 790 L760 790 C846 750 866 650 806 570 Z',
          lighter(c.sole, 0.2),
          true,
        ),
        overlay('M150 560 L270 572 C268 640 276 710 296 790 L150 790 Z', dark),
        overlay(
          'M478 282 L548 268 C560 392 590 492 678 548 C712 564 748 572 784 576 L764 640 C640 640 500 520 478 282 Z',
          dark,
        ),
        stitches('M196 354 C290 374 400 370 480 344'),
        stitches('M320 790 C316 700 420 640 560 590'),
      ].join(''),
    }),
    `<circle cx="352" cy="512" r="74" fill="#000" fill-opacity=".25" filter="url(#fine)"/>`,
    part({ id: 'patch', path: roundPatch(352, 508, 72), fill: c.accent, material: 'rubber' }),
    line('M320 540 L346 468 M362 546 L388 474', c.lace, 14),
    laces({
      near: [
        [508, 330],
        [748, 618],
      ],
      far: [
        [560, 296],
        [764, 560],
      ],
      count: 8,
      colour: c.lace,
    }),
  ].join('');
}

const roundPatch = (x: number, y: number, radius: number): string =>
  `M${x - radius} ${y} A${radius} ${radius} 0 1 1 ${x + radius} ${y} A${radius} ${radius} 0 1 1 ${x - radius} ${y} Z`;
