import qrcode from 'qrcode-generator';
import { type Brush, INK } from './brush.ts';

/** A QR code of level M as one black path, without quiet zone: the paper around it is one. */
export function drawQrCode(brush: Brush, content: string, x: number, y: number, size: number): void {
  const code = qrcode(0, 'M');
  code.addData(content, 'Byte');
  code.make();
  const count = code.getModuleCount();
  const module = size / count;
  let path = '';
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (!code.isDark(row, column)) continue;
      // Neighbours in a row are one rectangle: no hair between modules in any viewer.
      let end = column + 1;
      while (end < count && code.isDark(row, end)) end += 1;
      path += `M${at(x + column * module)} ${at(y + row * module)}H${at(x + end * module)}V${at(y + (row + 1) * module)}H${at(x + column * module)}Z`;
      column = end;
    }
  }
  brush.painter.path(path).fill(INK);
}

const at = (value: number) => value.toFixed(3);
