import { type Colourway, darker, lighter, mix } from './colours.ts';
import { line, overlay, part, shadow, stitches } from './strokes.ts';

/** The mark of the house, two leaning bars, as a print. */
const mark = (x: number, y: number, scale: number, colour: string): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${line('M-30 50 L10 -50 M14 50 L54 -50', colour, 30)}</g>`;

export function drawTee(c: Colourway): string {
  const dark = darker(c.main, 0.2);
  return [
    part({
      id: 'nape',
      path: 'M436 218 C500 190 700 190 764 218 C740 300 460 300 436 218 Z',
      fill: darker(c.main, 0.42),
      material: 'cotton',
    }),
    part({
      id: 'shirt',
      path: 'M432 214 C470 316 730 316 768 214 C850 232 930 262 984 300 C1040 380 1084 470 1106 552 C1060 592 990 616 936 622 C920 580 906 556 892 536 C900 690 904 830 900 984 C800 1012 400 1012 300 984 C296 830 300 690 308 536 C294 556 280 580 264 622 C210 616 140 592 94 552 C116 470 160 380 216 300 C270 262 350 232 432 214 Z',
      fill: c.main,
      material: 'cotton',
      inside: [
        line('M330 560 C340 680 330 800 352 960', '#000000', 34, 0.08),
        line('M866 560 C850 700 880 820 850 960', '#000000', 40, 0.09),
        line('M308 536 C312 470 300 420 276 370 M892 536 C888 470 900 420 924 370', dark, 6, 0.7),
        stitches(
          'M120 528 C170 566 220 584 270 592 M1080 528 C1030 566 980 584 930 592',
          lighter(c.main, 0.5),
        ),
        stitches('M302 954 C400 980 800 980 898 954', lighter(c.main, 0.5)),
      ].join(''),
    }),
    line('M432 216 C470 318 730 318 768 216', mix(c.main, c.accent, 0.75), 24),
    line('M440 230 C480 318 720 318 760 230', '#000000', 3, 0.25),
    mark(596, 520, 1.1, c.accent),
  ].join('');
}

export function drawHoodie(c: Colourway): string {
  const dark = darker(c.main, 0.24);
  return [
    part({
      id: 'body',
      path: 'M396 300 C330 322 260 344 222 374 C170 500 140 700 118 900 C160 936 214 946 256 940 C276 840 296 740 310 650 C308 770 304 890 300 1000 C420 1030 780 1030 900 1000 C896 890 892 770 890 650 C904 740 924 840 944 940 C986 946 1040 936 1082 900 C1060 700 1030 500 978 374 C940 344 870 322 804 300 Z',
      fill: c.main,
      material: 'cotton',
      inside: [
        overlay('M290 940 H910 V1040 H290 Z', dark, false),
        overlay('M100 872 L270 908 V960 H100 Z M1100 872 L930 908 V960 H1100 Z', dark, false),
        line('M310 650 C312 560 300 490 286 440 M890 650 C888 560 900 490 914 440', dark, 6, 0.8),
        overlay(
          'M404 700 H796 L850 872 C850 884 842 892 830 892 H370 C358 892 350 884 350 872 Z',
          mix(c.main, dark, 0.45),
        ),
        stitches('M418 716 H782', lighter(c.main, 0.5)),
        line('M340 600 C350 700 336 800 348 900', '#000000', 34, 0.08),
      ].join(''),
    }),
    part({
      id: 'hood',
      path: 'M392 312 C376 190 470 128 600 128 C730 128 824 190 808 312 C778 410 690 470 600 474 C510 470 422 410 392 312 Z',
      fill: mix(c.main, c.accent, 0.08),
      material: 'cotton',
    }),
    part({
      id: 'hood-inside',
      path: 'M446 306 C446 226 520 192 600 192 C680 192 754 226 754 306 C724 384 662 414 600 418 C538 414 476 384 446 306 Z',
      fill: darker(c.accent, 0.35),
      material: 'cotton',
    }),
    line(
      'M552 426 C548 480 554 540 546 590 M650 426 C654 470 646 520 652 566',
      darker(c.lace, 0.3),
      15,
    ),
    line('M552 426 C548 480 554 540 546 590 M650 426 C654 470 646 520 652 566', c.lace, 10),
    mark(740, 590, 0.55, c.accent),
  ].join('');
}

export function drawCap(c: Colourway): string {
  const dark = darker(c.main, 0.3);
  return [
    shadow(846, 260, 1100),
    part({
      id: 'crown',
      path: 'M250 724 C226 480 390 316 594 312 C800 308 918 470 920 716 C720 680 440 684 250 724 Z',
      fill: c.main,
      material: 'canvas',
      inside: [
        stitches('M600 312 C560 420 548 560 556 700', lighter(c.main, 0.45)),
        stitches('M604 312 C720 400 770 540 772 690', lighter(c.main, 0.45)),
        stitches('M594 312 C430 380 350 540 344 706', lighter(c.main, 0.45)),
        line('M250 706 C440 668 720 664 920 700', dark, 16, 0.6),
      ].join(''),
    }),
    part({
      id: 'peak',
      path: 'M392 706 C560 676 760 676 920 712 C1010 736 1100 790 1124 846 C1110 868 1080 866 1050 856 C860 800 620 790 420 812 C372 790 368 734 392 706 Z',
      fill: c.accent,
      material: 'canvas',
      inside:
        stitches('M416 740 C600 706 800 712 1050 814', lighter(c.accent, 0.5)) +
        stitches('M420 776 C620 744 840 756 1030 828', lighter(c.accent, 0.5)),
    }),
    part({
      id: 'button',
      path: 'M566 312 C570 288 626 288 630 312 C616 326 580 326 566 312 Z',
      fill: c.accent,
      material: 'canvas',
    }),
    mark(660, 560, 0.95, c.lace),
  ].join('');
}

export function drawSocks(c: Colourway): string {
  const sock = (id: string, x: number, y: number, turn: number) =>
    `<g transform="translate(${x} ${y}) rotate(${turn} 520 560)">${part({
      id,
      path: 'M364 150 H580 C590 330 584 480 590 610 C604 700 690 744 772 786 C846 826 850 930 772 958 C630 984 470 900 396 774 C356 690 372 420 364 150 Z',
      fill: c.main,
      material: 'knit',
      inside: [
        `<rect x="340" y="130" width="270" height="112" fill="${c.accent}"/>`,
        ...Array.from({ length: 13 }, (_, index) =>
          line(`M${362 + index * 18} 140 V246`, '#000000', 4, 0.14),
        ),
        line('M340 290 H620 M340 330 H620', c.lace, 15),
        `<path d="M740 770 C850 810 860 940 770 966 C700 972 660 960 640 950 C690 900 700 830 740 770 Z" fill="${c.accent}"/>`,
        `<path d="M372 640 C440 640 480 700 470 800 C440 830 410 800 390 770 C370 730 366 690 372 640 Z" fill="${mix(c.main, c.accent, 0.6)}"/>`,
      ].join(''),
    })}</g>`;
  return shadow(1000, 300, 1000) + sock('left', -110, 30, -5) + sock('right', 140, 20, 4);
}

export function drawBackpack(c: Colourway): string {
  const dark = darker(c.main, 0.28);
  return [
    shadow(1046, 320, 890),
    line('M500 250 C490 130 710 130 700 250', darker(c.accent, 0.3), 44),
    line('M500 250 C490 130 710 130 700 250', c.accent, 32),
    part({
      id: 'pack',
      path: 'M324 396 C324 262 420 206 600 206 C780 206 876 262 876 396 C896 580 908 780 912 950 C914 1018 872 1046 816 1046 H384 C328 1046 286 1018 288 950 C292 780 304 580 324 396 Z',
      fill: c.main,
      material: 'canvas',
      inside: [
        overlay('M300 350 C420 460 780 460 900 350 L908 470 C780 560 420 560 292 470 Z', c.accent),
        line('M318 340 C440 270 760 270 882 340', dark, 13),
        line('M318 340 C440 270 760 270 882 340', c.lace, 4),
      ].join(''),
    }),
    part({
      id: 'pocket',
      path: 'M356 650 C420 628 780 628 844 650 C876 664 886 700 890 760 L898 936 C898 990 866 1014 820 1014 H380 C334 1014 302 990 302 936 L310 760 C314 700 324 664 356 650 Z',
      fill: mix(c.main, dark, 0.35),
      material: 'canvas',
      inside:
        line('M330 724 C420 706 780 706 870 724', dark, 14) +
        line('M330 724 C420 706 780 706 870 724', c.lace, 5),
    }),
    part({
      id: 'tab',
      path: 'M572 480 h56 v96 a28 28 0 0 1 -56 0 Z',
      fill: darker(c.accent, 0.25),
    }),
    mark(596, 862, 0.9, c.accent),
    line('M800 724 v54', c.accent, 14),
  ].join('');
}
