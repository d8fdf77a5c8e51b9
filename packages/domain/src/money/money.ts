/** An amount in integer 分. Premiums, receipts and refunds are never floating-point yuan. */
export type Fen = number;

/** Throws a RangeError unless the amount is a safe integer ≥ 0. */
export function assertFen(amount: Fen): Fen {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`not an amount in fen: ${amount}`);
  return amount;
}

/** `219,360.00`, for table columns whose head names the unit. */
export function formatFen(amount: Fen): string {
  assertFen(amount);
  const yuan = Math.floor(amount / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
  return `${yuan}.${String(amount % 100).padStart(2, '0')}`;
}

/** A change of an amount: `-82.19` where money goes back. @param amount any safe integer */
export const formatSignedFen = (amount: number): string => `${amount < 0 ? '-' : ''}${formatFen(Math.abs(amount))}`;

/** An amount as people type it, `¥1,234.5` or full width, in 分; undefined when it is none or has parts of a 分. */
export function parseYuan(text: string): Fen | undefined {
  const plain = text.normalize('NFKC').replace(/[\s,¥元]/g, '');
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** `¥219,360.00`, for an amount that stands alone. */
export function formatYuan(amount: Fen): string {
  return `¥${formatFen(amount)}`;
}

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const PLACES = ['', '拾', '佰', '仟'] as const;
const GROUPS = ['', '万', '亿', '万亿'] as const;

/**
 * The amount in 大写, by 《支付结算办法》附一（正确填写票据和结算凭证的基本规定）:
 * 整 after 元 and 角, nothing after 分; one 零 for a run of zeros between digits.
 * @param amount integer fen below 10^15 (the 仟万亿 place is not used by any premium)
 */
export function toChineseAmount(amount: Fen): string {
  assertFen(amount);
  const yuan = Math.floor(amount / 100);
  const jiao = Math.floor((amount % 100) / 10);
  const fen = amount % 10;
  if (amount === 0) return '零元整';
  let words = yuan > 0 ? `${chineseInteger(yuan)}元` : '';
  if (jiao === 0 && fen === 0) return `${words}整`;
  if (jiao > 0) {
    // 1,680.32 → 陆佰捌拾元零叁角 is allowed and common where the 元 place is zero.
    if (yuan > 0 && yuan % 10 === 0) words += '零';
    words += `${DIGITS[jiao]}角`;
  } else if (yuan > 0) {
    words += '零';
  }
  return fen > 0 ? `${words}${DIGITS[fen]}分` : `${words}整`;
}

function chineseInteger(value: number): string {
  let words = '';
  let rest = value;
  let group = 0;
  let zeroPending = false;
  while (rest > 0) {
    const four = rest % 10_000;
    if (four > 0) {
      const part = chineseFour(four) + GROUPS[group];
      words = part + (zeroPending ? '零' : '') + words;
      zeroPending = four < 1000;
    } else {
      zeroPending = words !== '';
    }
    rest = Math.floor(rest / 10_000);
    group += 1;
  }
  return words;
}

function chineseFour(value: number): string {
  let words = '';
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      zero = words !== '';
    } else {
      words += (zero ? '零' : '') + DIGITS[digit] + PLACES[place];
      zero = false;
    }
  }
  return words;
}
