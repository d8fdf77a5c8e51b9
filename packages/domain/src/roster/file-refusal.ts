import type { ErrorDetails } from '../error/domain-error.ts';
import { fillSentence } from '../error/error-codes.ts';

/** Why a whole file is refused. Each sentence says what is wrong and what to do; nothing of the file is kept as rows. */
export const FILE_REFUSALS = {
  FILE_NOT_XLSX:
    '没有导入：这个文件其实是{actual}，不是 Excel 工作簿（.xlsx）。请在 Excel 或 WPS 里打开，另存为“Excel 工作簿（*.xlsx）”，再导入一次。',
  FILE_ENCRYPTED: '没有导入：文件有打开密码。请在 Excel 里“文件—信息—保护工作簿”去掉密码，再导入一次。',
  FILE_CORRUPT: '没有导入：文件已损坏（{reason}）。请用 Excel 重新打开并另存一份，再导入一次。',
  FILE_TOO_LARGE: '没有导入：文件超过 {limit} MB。请删去不需要的工作表和图片，或分成几份再导入。',
  FILE_ZIP_BOMB:
    '没有导入：文件解压后异常大（{reason}），为安全起见已停止读取。请把名单复制到新的工作簿里另存，再导入一次。',
  FILE_MACRO: '没有导入：文件带有宏。请另存为不含宏的“Excel 工作簿（*.xlsx）”，再导入一次。',
  SHEET_AMBIGUOUS: '没有导入：工作表{sheets}看起来都是名单，不知道该读哪一个。请只保留一个，再导入一次。',
  HEADER_NOT_FOUND: '没有导入：没有找到表头，缺少{columns}。请使用【下载模板】得到的模板，或补上这些列再导入。',
  HEADER_DUPLICATE: '没有导入：{columns}出现了两次，不知道该读哪一列。请删去多余的列，再导入一次。',
  NO_ROWS: '没有导入：表头下面没有参保人。请填写名单后再导入一次。',
  LEDGER_NO_ROWS:
    '没有导入：社保台账里没有读得出的行。证件号码要是文本格式，缴费月份要写成 2026-10 的样子。请改好后再上传一次。',
  STATEMENT_NO_ROWS:
    '没有导入：流水里没有读得出的到账记录。请导出带交易日期、贷方金额、对方户名、附言、流水号的明细，再导入一次。',
  ANNOTATED_ROSTER: '这是从网页下载的批注名单，还没有并入。请点【核对差异】，看过改了什么再并入。',
  TOO_MANY_ROWS: '没有导入：名单超过 {limit} 行。请分成几份再导入。',
  READ_TIMEOUT: '没有导入：文件 {seconds} 秒内没有读完。请删去不需要的工作表和格式，再导入一次。',
} as const;

export type FileRefusalCode = keyof typeof FILE_REFUSALS;

/** Thrown by the reader: the file as a whole is refused; a retry cannot cure it. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly code: FileRefusalCode;
  readonly details: ErrorDetails;

  constructor(code: FileRefusalCode, details: ErrorDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }

  get sentence(): string {
    return fillSentence(FILE_REFUSALS[this.code], this.details);
  }
}
