import encodeQR from 'qr';

/** A QR code as one path of squares of one unit, with the quiet edge that cameras need. */
interface QrCode {
  size: number;
  path: string;
}

/** Units of edge on each side, by the standard. */
const edge = 4;

export function qrCodeOf(text: string): QrCode {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: edge });
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return { size: rows.length, path };
}
