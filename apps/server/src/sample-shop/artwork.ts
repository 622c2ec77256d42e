/** The colours of one colourway, as CSS colours. */
export interface Colourway {
  name: string;
  main: string;
  accent: string;
  sole: string;
  lace: string;
}

export type Base =
  | 'runner'
  | 'court'
  | 'high-top'
  | 'boot'
  | 'sandal'
  | 'loafer'
  | 'tee'
  | 'hoodie'
  | 'cap'
  | 'socks'
  | 'backpack';

/** Square, so that every list and page can lay pictures out without cropping. */
const size = 1200;

/** Draws one product in one colourway as SVG: a base shape, shaded, on a quiet ground. */
export function drawProduct(base: Base, colours: Colourway): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"`,
    ' viewBox="0 0 1200 1200">',
    '<defs>',
    '<radialGradient id="ground" cx="50%" cy="42%" r="75%">',
    '<stop offset="0" stop-color="#fbfaf8"/><stop offset="1" stop-color="#e6e3dd"/>',
    '</radialGradient>',
    '<linearGradient id="light" x1="0" y1="0" x2="0" y2="1">',
    '<stop offset="0" stop-color="#fff" stop-opacity=".38"/>',
    '<stop offset=".45" stop-color="#fff" stop-opacity="0"/>',
    '<stop offset="1" stop-color="#000" stop-opacity=".22"/></linearGradient>',
    '<linearGradient id="edge" x1="0" y1="0" x2="0" y2="1">',
    '<stop offset="0" stop-color="#fff" stop-opacity=".5"/>',
    '<stop offset="1" stop-color="#000" stop-opacity=".18"/></linearGradient>',
    '<filter id="soft" x="-20%" y="-200%" width="140%" height="500%">',
    '<feGaussianBlur stdDeviation="22"/></filter>',
    '</defs>',
    '<rect width="1200" height="1200" fill="url(#ground)"/>',
    drawings[base](colours),
    '</svg>',
  ].join('\n');
}

const shaded = (path: string, fill: string, shade = 'light'): string =>
  `<path d="${path}" fill="${fill}"/><path d="${path}" fill="url(#${shade})"/>`;
const line = (path: string, colour: string, width = 6): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const seam = (path: string): string =>
  `<path d="${path}" fill="none" stroke="#000" stroke-opacity=".28" stroke-width="4" stroke-dasharray="10 8" stroke-linecap="round"/>`;
const shadow = (y: number, width: number): string =>
  `<ellipse cx="600" cy="${y}" rx="${width}" ry="30" fill="#000" opacity=".3" filter="url(#soft)"/>`;

/** Laces between two lines of eyelets that climb from the toe to the collar. */
function laces(
  from: [number, number],
  to: [number, number],
  count: number,
  colour: string,
): string {
  return Array.from({ length: count }, (_, index) => {
    const t = index / (count - 1);
    const x = from[0] + (to[0] - from[0]) * t;
    const y = from[1] + (to[1] - from[1]) * t;
    return (
      line(`M${x - 34} ${y + 30} L${x + 36} ${y - 22}`, '#00000030', 17) +
      line(`M${x - 36} ${y + 26} L${x + 34} ${y - 26}`, colour, 13)
    );
  }).join('');
}

const drawings: Readonly<Record<Base, (c: Colourway) => string>> = {
  runner: (c) =>
    shadow(850, 440) +
    shaded(
      'M150 770 C170 740 300 760 420 770 C640 786 860 770 1040 742 C1090 742 1100 790 1076 820 C1040 856 960 846 880 846 L300 846 C210 846 140 830 150 770 Z',
      c.sole,
      'edge',
    ) +
    line('M166 802 C300 826 460 812 620 812 S920 812 1072 792', c.accent, 12) +
    shaded(
      'M160 762 C150 660 150 560 186 500 C214 470 246 520 300 536 C352 548 392 500 440 440 C480 396 512 420 540 462 C600 548 700 620 820 648 C950 676 1050 690 1068 744 C880 778 600 786 420 776 C300 768 200 764 160 762 Z',
      c.main,
    ) +
    shaded(
      'M796 643 C930 674 1046 688 1068 744 C1000 758 920 766 850 770 C850 720 830 680 796 643 Z',
      c.accent,
    ) +
    shaded(
      'M160 762 C150 660 150 560 186 500 C204 482 222 494 244 512 C236 590 250 680 320 770 C250 768 190 764 160 762 Z',
      c.accent,
    ) +
    line('M350 772 C430 700 470 640 500 560', '#ffffffcc', 26) +
    line('M440 777 C520 710 560 660 590 604', '#ffffffcc', 26) +
    seam('M310 560 C370 566 420 520 470 450') +
    seam('M240 520 C240 600 260 690 330 764') +
    laces([560, 528], [770, 640], 5, c.lace),
  court: (c) =>
    shadow(848, 430) +
    shaded(
      'M158 742 L1060 742 C1082 770 1074 830 1040 838 L200 838 C160 836 150 790 158 742 Z',
      c.sole,
      'edge',
    ) +
    line('M166 792 L1066 792', '#00000022', 5) +
    shaded(
      'M166 744 C150 650 158 560 196 510 C250 530 330 530 392 486 C430 452 470 436 510 458 C600 540 720 600 850 626 C980 654 1050 690 1056 744 Z',
      c.main,
    ) +
    shaded(
      'M790 612 C960 640 1050 690 1056 744 L820 744 C840 700 830 650 790 612 Z',
      c.main,
      'edge',
    ) +
    shaded(
      'M166 744 C150 650 158 560 196 510 C220 520 240 524 262 526 C250 600 262 680 290 744 Z',
      c.accent,
    ) +
    shaded('M360 744 C420 690 480 640 540 566 L586 604 C550 660 500 710 470 744 Z', c.accent) +
    [820, 870, 920, 970]
      .map((x, i) => `<circle cx="${x}" cy="${672 + i * 8}" r="6" fill="#000" opacity=".3"/>`)
      .join('') +
    seam('M300 744 C280 670 276 600 284 530') +
    laces([540, 510], [760, 612], 5, c.lace),
  'high-top': (c) =>
    shadow(890, 430) +
    shaded(
      'M170 790 L1050 790 C1080 820 1070 876 1036 882 L210 882 C166 880 160 836 170 790 Z',
      c.sole,
      'edge',
    ) +
    line('M178 850 L1062 850', c.accent, 10) +
    shaded(
      'M180 792 C160 620 170 420 200 300 C280 330 400 330 492 296 C510 400 540 500 640 570 C760 640 1010 650 1048 792 Z',
      c.main,
    ) +
    shaded(
      'M830 640 C960 668 1040 710 1048 792 L800 792 C850 740 850 690 830 640 Z',
      c.sole,
      'edge',
    ) +
    shaded('M180 792 C168 690 168 560 178 450 L262 460 C256 580 262 690 280 792 Z', c.accent) +
    `<circle cx="352" cy="520" r="62" fill="${c.accent}"/><circle cx="352" cy="520" r="62" fill="url(#light)"/><circle cx="352" cy="520" r="40" fill="none" stroke="#fff" stroke-width="7" opacity=".8"/>` +
    seam('M206 340 C290 366 400 366 488 336') +
    seam('M300 792 C290 690 440 610 590 560') +
    laces([502, 352], [716, 622], 7, c.lace),
  boot: (c) =>
    shadow(910, 420) +
    shaded(
      'M190 806 L1040 806 C1066 830 1060 868 1040 876 L1020 904 L960 880 L910 904 L850 880 L800 904 L740 880 L560 880 L520 904 L470 880 L420 904 L370 880 L320 904 L270 880 L222 904 C184 880 182 840 190 806 Z',
      c.sole,
      'edge',
    ) +
    shaded(
      'M200 808 C180 620 190 400 214 250 C300 280 410 280 520 246 C530 380 556 500 660 580 C800 640 1020 640 1040 808 Z',
      c.main,
    ) +
    shaded('M814 632 C960 650 1030 690 1040 808 L760 808 C820 760 830 690 814 632 Z', c.accent) +
    shaded(
      'M206 330 C208 290 210 270 214 250 C300 280 410 280 520 246 C522 280 526 310 530 336 C420 372 300 370 206 330 Z',
      c.accent,
    ) +
    seam('M300 808 C290 690 440 640 600 600') +
    seam('M200 700 C250 720 290 730 300 808') +
    laces([540, 392], [730, 620], 6, c.lace),
  sandal: (c) =>
    shadow(850, 420) +
    shaded(
      'M160 770 C240 730 420 760 600 752 C800 744 960 700 1040 722 C1080 742 1070 800 1030 820 C860 856 360 856 220 846 C160 838 140 800 160 770 Z',
      c.sole,
      'edge',
    ) +
    line('M176 800 C400 820 800 820 1054 770', c.accent, 12) +
    shaded(
      'M640 752 C660 650 740 590 850 590 C930 596 980 650 990 716 C960 722 900 738 860 742 C850 700 820 670 780 676 C740 690 730 720 726 748 Z',
      c.main,
    ) +
    shaded(
      'M236 752 C230 640 280 540 380 520 C470 512 540 590 560 752 L470 754 C460 680 430 620 390 622 C340 630 330 690 332 754 Z',
      c.main,
    ) +
    shaded('M240 700 C180 660 170 600 196 560 C230 560 262 580 276 620 Z', c.accent) +
    line('M400 560 C520 600 640 640 770 630', c.accent, 40) +
    `<rect x="560" y="598" width="60" height="46" rx="8" fill="none" stroke="${c.lace}" stroke-width="12"/>`,
  loafer: (c) =>
    shadow(838, 430) +
    shaded(
      'M150 760 L400 772 C640 786 880 780 1060 756 C1090 770 1080 806 1050 812 L420 822 L400 838 L160 838 C146 810 146 784 150 760 Z',
      c.sole,
      'edge',
    ) +
    shaded(
      'M152 764 C140 660 160 580 206 540 C300 600 420 600 520 560 C640 520 760 560 880 620 C990 664 1060 700 1062 758 C880 784 600 786 400 776 Z',
      c.main,
    ) +
    shaded(
      'M520 560 C640 520 760 560 880 620 C840 660 760 670 700 660 C630 650 560 620 520 560 Z',
      c.main,
      'edge',
    ) +
    shaded('M470 574 C500 660 560 720 640 780 L560 782 C480 730 430 660 410 588 Z', c.accent) +
    seam('M530 572 C600 650 760 700 880 628') +
    line('M206 544 C300 604 420 604 520 562', '#00000040', 8),
  tee: (c) =>
    shadow(1010, 300) +
    shaded(
      'M420 250 C480 300 720 300 780 250 L980 340 L1080 560 L930 620 L890 540 L890 980 C780 1000 420 1000 310 980 L310 540 L270 620 L120 560 L220 340 Z',
      c.main,
    ) +
    line('M420 252 C480 330 720 330 780 252', c.accent, 22) +
    line('M134 536 L286 598 M1066 536 L914 598', c.accent, 16) +
    seam('M312 960 C420 980 780 980 888 960') +
    `<circle cx="600" cy="520" r="84" fill="${c.accent}"/><path d="M540 540 l60 -70 l60 70 z" fill="${c.lace}"/>`,
  hoodie: (c) =>
    shadow(1030, 310) +
    shaded(
      'M400 300 C400 180 800 180 800 300 L980 370 C1040 560 1070 720 1080 900 L960 930 L900 640 L900 1000 C780 1020 420 1020 300 1000 L300 640 L240 930 L120 900 C130 720 160 560 220 370 Z',
      c.main,
    ) +
    shaded(
      'M400 300 C400 180 800 180 800 300 C760 400 680 440 600 440 C520 440 440 400 400 300 Z',
      c.accent,
    ) +
    shaded(
      'M450 300 C460 230 740 230 750 300 C720 370 660 392 600 392 C540 392 480 370 450 300 Z',
      '#00000055',
    ) +
    shaded('M400 720 L800 720 L850 880 L350 880 Z', c.main, 'edge') +
    line('M560 430 L552 580 M640 430 L650 560', c.lace, 12) +
    seam('M302 970 C420 990 780 990 898 970'),
  cap: (c) =>
    shadow(860, 360) +
    shaded(
      'M280 720 C270 480 420 340 610 340 C800 340 900 500 896 720 C700 690 460 690 280 720 Z',
      c.main,
    ) +
    shaded(
      'M280 720 C460 686 720 690 896 720 C1000 740 1080 790 1096 836 C900 780 620 770 300 790 Z',
      c.accent,
    ) +
    seam('M610 342 C560 450 540 590 548 700') +
    seam('M610 342 C700 440 740 590 740 704') +
    `<circle cx="610" cy="338" r="22" fill="${c.accent}"/><path d="M420 560 l70 -86 l70 86 z" fill="${c.lace}"/>`,
  socks: (c) =>
    shadow(1010, 300) +
    [0, 230]
      .map(
        (x) =>
          `<g transform="translate(${x} ${x / 6})">` +
          shaded(
            'M330 220 L560 220 L560 640 C560 700 640 760 740 800 C830 840 830 940 740 960 C600 980 420 900 360 780 C330 720 330 600 330 220 Z',
            c.main,
          ) +
          shaded('M330 220 L560 220 L560 300 L330 300 Z', c.accent) +
          shaded(
            'M690 782 C830 830 830 940 740 960 C700 966 660 960 620 950 C650 890 660 830 690 782 Z',
            c.accent,
          ) +
          line('M332 350 L558 350 M332 390 L558 390', c.lace, 14) +
          '</g>',
      )
      .join(''),
  backpack: (c) =>
    shadow(1040, 280) +
    line('M480 260 C480 160 720 160 720 260', c.accent, 34) +
    shaded(
      'M330 380 C330 260 430 220 600 220 C770 220 870 260 870 380 L900 960 C900 1010 860 1030 820 1030 L380 1030 C340 1030 300 1010 300 960 Z',
      c.main,
    ) +
    shaded(
      'M350 640 L850 640 C880 640 890 660 890 690 L896 940 C896 980 870 996 840 996 L360 996 C330 996 304 980 304 940 L310 690 C310 660 320 640 350 640 Z',
      c.main,
      'edge',
    ) +
    shaded('M330 400 C420 460 780 460 870 400 L872 452 C780 520 420 520 328 452 Z', c.accent) +
    line('M360 700 L840 700', c.lace, 10) +
    line('M600 470 L600 560', c.accent, 30) +
    `<rect x="570" y="550" width="60" height="40" rx="10" fill="${c.lace}"/>`,
};
