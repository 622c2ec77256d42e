import { type Colourway, darker, lighter } from './colours.ts';
import { laces, line, type Material, overlay, part, shadow, stitches } from './strokes.ts';

/** A laced boot on a welt and a lugged sole. */
export function drawBoot(c: Colourway, material: Material): string {
  const upper =
    'M204 796 C184 710 196 640 206 580 C218 490 200 390 216 232 C220 206 236 200 258 206 C340 226 420 224 508 198 C532 194 540 204 542 226 C548 372 580 488 676 558 C770 604 860 588 942 616 C1014 644 1052 706 1048 796 Z';
  const dark = darker(c.main, 0.24);
  const rubber = darker(c.sole, 0.72);
  return [
    shadow(910, 190, 1060),
    part({
      id: 'lining',
      path: 'M218 216 C270 166 420 158 530 180 L534 214 C420 250 300 250 220 224 Z',
      fill: darker(c.accent, 0.35),
      material: 'cotton',
    }),
    part({
      id: 'tongue',
      path: 'M470 250 C474 190 490 140 522 122 C556 114 590 128 594 158 C590 220 600 300 630 372 L570 410 Z',
      fill: lighter(c.main, 0.08),
      material,
    }),
    part({
      id: 'lugs',
      path: 'M186 832 L1064 826 C1078 850 1074 876 1056 890 L1030 906 L970 892 L940 912 L884 896 L846 914 L792 898 L756 914 L700 896 L560 880 L470 888 L452 912 L392 898 L356 914 L300 898 L262 912 L206 896 C186 880 182 856 186 832 Z',
      fill: rubber,
      material: 'rubber',
      depth: 0.6,
    }),
    part({
      id: 'welt',
      path: 'M182 790 L1052 784 C1072 788 1082 806 1076 826 C1072 840 1060 844 1044 844 L206 850 C184 848 174 832 174 814 C174 800 176 792 182 790 Z',
      fill: darker(c.accent, 0.1),
      material: 'rubber',
      inside: stitches('M170 812 L1090 804', lighter(c.lace, 0.2)),
      depth: 0.7,
    }),
    part({
      id: 'upper',
      path: upper,
      fill: c.main,
      material,
      inside: [
        overlay(
          'M776 580 C910 580 1056 640 1084 812 L700 812 C806 790 856 690 776 580 Z',
          lighter(c.main, 0.06),
        ),
        overlay('M160 600 C240 610 300 620 336 668 C350 720 352 770 356 812 L160 812 Z', dark),
        overlay(
          'M474 204 L550 186 C548 372 580 488 676 558 L736 580 L716 654 C580 620 476 440 474 204 Z',
          dark,
        ),
        overlay('M180 180 L560 160 L550 262 C430 306 300 306 190 276 Z', c.accent),
        stitches('M340 812 C340 700 470 650 640 610', c.lace),
        stitches('M202 300 C300 326 420 324 474 300', c.lace),
      ].join(''),
    }),
    line('M206 262 C160 250 156 330 202 346', c.accent, 17),
    laces({
      near: [
        [506, 268],
        [714, 632],
      ],
      far: [
        [562, 236],
        [738, 566],
      ],
      count: 7,
      colour: c.lace,
      width: 18,
    }),
  ].join('');
}

/** Two straps over a moulded footbed. */
export function drawSandal(c: Colourway, material: Material): string {
  const strap = (id: string, path: string, fill: string, seam: string) =>
    part({ id, path, fill, material, inside: stitches(seam, lighter(fill, 0.6)) });
  return [
    shadow(846, 170, 1070),
    part({
      id: 'sole',
      path: 'M150 792 C150 752 182 742 226 748 C380 772 560 766 700 742 C830 716 950 690 1040 706 C1092 718 1098 770 1060 806 C1020 838 940 846 860 848 L280 850 C200 850 152 836 150 792 Z',
      fill: darker(c.sole, 0.5),
      material: 'rubber',
      depth: 0.6,
    }),
    part({
      id: 'footbed',
      path: 'M156 772 C160 736 186 728 230 736 C380 762 560 756 700 730 C830 704 950 678 1036 694 C1080 704 1092 740 1068 768 C1000 798 900 812 800 816 L280 822 C204 822 158 812 156 772 Z',
      fill: c.sole,
      material: 'suede',
      inside: line('M150 792 C380 830 760 826 1080 752', darker(c.sole, 0.25), 5, 0.6),
    }),
    strap(
      'heel',
      'M226 742 C196 660 192 590 214 530 C232 504 262 512 270 540 C276 610 300 690 344 754 Z',
      c.main,
      'M238 720 C222 650 220 600 238 540',
    ),
    strap(
      'ankle',
      'M216 528 C330 480 450 500 530 560 L560 620 L530 664 C450 590 340 560 232 590 Z',
      c.main,
      'M236 546 C340 510 440 530 530 600',
    ),
    strap(
      'instep',
      'M424 766 C428 640 486 552 590 540 C664 536 700 584 712 646 C718 684 716 716 710 740 C616 760 520 768 424 766 Z',
      c.main,
      'M452 754 C458 652 510 574 596 564 C650 562 676 600 688 650',
    ),
    strap(
      'toe',
      'M738 738 C734 660 776 602 852 596 C934 598 990 650 1004 700 C914 722 826 734 738 738 Z',
      c.accent,
      'M764 724 C764 666 800 624 854 620 C916 622 960 656 976 694',
    ),
    line('M424 766 C428 640 486 552 590 540', darker(c.main, 0.5), 7, 0.7),
    line('M738 738 C734 660 776 602 852 596', darker(c.accent, 0.5), 7, 0.7),
    '<rect x="538" y="572" width="70" height="58" rx="12" fill="none" stroke="#6f6a62" stroke-width="14" transform="rotate(28 573 601)"/>',
    '<rect x="538" y="568" width="70" height="58" rx="12" fill="none" stroke="#d8d3c8" stroke-width="10" transform="rotate(28 573 597)"/>',
  ].join('');
}

/** A slipper-cut shoe; the loafer has an apron and a strap, the slip-on has neither. */
export function drawLoafer(c: Colourway, kind: 'loafer' | 'slip-on', material: Material): string {
  const upper =
    'M158 756 C142 680 150 600 188 542 C198 524 214 524 230 536 C320 594 430 598 520 560 C560 540 600 532 640 536 C780 546 900 600 980 646 C1040 678 1066 714 1062 752 C880 784 420 782 158 756 Z';
  const isLoafer = kind === 'loafer';
  const dark = darker(c.main, 0.3);
  const soleOf = isLoafer ? darker(c.sole, 0.55) : c.sole;
  return [
    shadow(836, 150, 1060),
    part({
      id: 'lining',
      path: 'M198 536 C260 500 380 490 480 510 C560 520 600 526 640 536 C560 580 430 620 320 590 C270 572 230 552 198 536 Z',
      fill: lighter(c.accent, 0.35),
      material: 'cotton',
    }),
    part({
      id: 'sole',
      path: isLoafer
        ? 'M150 748 C400 786 880 788 1058 744 C1084 748 1090 772 1072 790 C1000 816 900 818 800 818 L430 820 L420 840 L160 842 C142 812 142 776 150 748 Z'
        : 'M146 746 C400 784 880 786 1060 742 C1084 748 1092 772 1086 800 C1076 830 1040 838 1000 838 L220 842 C170 842 144 824 142 790 Z',
      fill: soleOf,
      material: 'rubber',
      inside: isLoafer ? '' : line('M140 812 L1100 806', darker(c.sole, 0.2), 12),
      depth: 0.7,
    }),
    part({
      id: 'upper',
      path: upper,
      fill: c.main,
      material,
      inside: [
        overlay('M140 500 L260 556 C256 630 280 700 320 790 L130 790 Z', dark),
        isLoafer
          ? overlay(
              'M560 546 C700 520 860 580 960 640 C960 676 880 690 800 680 C680 664 590 620 560 546 Z',
              lighter(c.main, 0.1),
            )
          : overlay(
              'M430 590 C470 600 560 570 600 540 L640 560 C640 650 600 730 560 790 L440 790 Z',
              dark,
            ),
        isLoafer
          ? overlay(
              'M470 580 C500 556 560 540 620 536 C660 620 700 700 740 790 L610 790 C560 720 510 650 470 580 Z',
              c.accent,
            )
          : stitches('M660 560 C700 640 700 720 690 790', c.lace),
        isLoafer
          ? stitches('M572 556 C610 622 690 664 800 678 C880 688 950 676 962 646', c.lace)
          : '',
      ].join(''),
    }),
    line('M196 538 C290 600 430 612 520 572 C560 552 600 540 640 538', dark, 12),
    isLoafer ? line('M548 640 L640 612', darker(c.accent, 0.5), 20) : '',
  ].join('');
}
