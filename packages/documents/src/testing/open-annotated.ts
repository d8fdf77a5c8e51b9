import ExcelJS from 'exceljs';

/** A 批注名单 as somebody has it open in Excel: cells by the head of their column and the row that the page tells. */
export class OpenAnnotated {
  readonly #book = new ExcelJS.Workbook();

  static async of(content: ArrayBuffer): Promise<OpenAnnotated> {
    const open = new OpenAnnotated();
    await open.#book.xlsx.load(content);
    return open;
  }

  get sheet(): ExcelJS.Worksheet {
    return this.#book.worksheets[0] as ExcelJS.Worksheet;
  }

  column(head: string): number {
    const heads = this.sheet.getRow(1).values as string[];
    return heads.findIndex((cell) => cell?.replace('*', '') === head);
  }

  /** The line of the sheet in which a row of the page lies. */
  line(rowNumber: number): ExcelJS.Row {
    const at = this.column('网页行号');
    for (let line = 2; line <= this.sheet.rowCount; line += 1) {
      if (this.sheet.getCell(line, at).value === rowNumber) return this.sheet.getRow(line);
    }
    throw new Error(`no row ${rowNumber}`);
  }

  cell(rowNumber: number, head: string): ExcelJS.Cell {
    return this.line(rowNumber).getCell(this.column(head));
  }

  type(rowNumber: number, head: string, value: ExcelJS.CellValue): void {
    this.cell(rowNumber, head).value = value;
  }

  /** A person typed in below the last line. */
  append({ name, idNumber }: { readonly name: string; readonly idNumber: string }): void {
    const line = this.sheet.getRow(this.sheet.rowCount + 1);
    line.getCell(this.column('姓名')).value = name;
    line.getCell(this.column('证件类型')).value = '居民身份证';
    line.getCell(this.column('证件号码')).value = idNumber;
  }

  /** Takes the whole line out, as 删除行 does. */
  remove(rowNumber: number): void {
    this.sheet.spliceRows(this.line(rowNumber).number, 1);
  }

  async saved(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.#book.xlsx.writeBuffer());
  }
}
