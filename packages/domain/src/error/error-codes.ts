import type { ErrorDetails } from './error-details.ts';

/**
 * Every refusal the product can utter, with its sentence (what is wrong, and what to do next).
 * `{name}` is filled from the details. `status` is the HTTP status the API answers with.
 */
export const ERROR_CODES = {
  SIGNED_OUT: { status: 401, sentence: '登录已失效，请重新登录。您已保存的内容还在。' },
  SIGN_IN_REFUSED: {
    status: 401,
    sentence: '用户名或密码不正确。还可以再试 {left} 次，之后账号会锁定 {minutes} 分钟。',
  },
  SIGN_IN_LOCKED: {
    status: 429,
    sentence: '登录尝试次数过多，账号已锁定。请在 {minutes} 分钟后再试，或致电互助会热线 0755-83282383。',
  },
  FORBIDDEN: { status: 403, sentence: '您的账号不能办理这项业务。如需办理，请联系本单位工会的管理人员。' },
  OWN_WORK: { status: 403, sentence: '不能核对自己经手的业务，请由另一位同事办理。' },
  NOT_FOUND: {
    status: 404,
    sentence: '没有找到这项内容，它可能已被删除，或者不在您的单位范围内。请返回列表再看一次。',
  },
  STALE_VERSION: { status: 409, sentence: '这份申请刚刚被别人改过，您填的内容还没有保存。请看过最新内容再保存。' },
  ILLEGAL_TRANSITION: { status: 409, sentence: '这份申请现在是“{state}”，不能办理这一步。请刷新后查看最新进度。' },
  DRAFT_GONE: { status: 409, sentence: '这份申请删除已超过 {days} 天，不能再恢复。请重新录入。' },
  IMPORT_ENDED: { status: 409, sentence: '名单已经检查完，不用再停止。' },
  JOB_CHANGED: { status: 409, sentence: '这个任务刚刚有了变化，还没有办理。请看过最新情况再办。' },
  JOB_RETRY_USELESS: { status: 409, sentence: '单位已经另外上传，或申请已经提交，重试没有用。可以取消这个任务。' },
  QUEUE_PAUSE_CHANGED: { status: 409, sentence: '这个队列刚刚被别人暂停或恢复。请看过最新情况再办。' },
  REQUEST_REUSED: { status: 409, sentence: '同一个请求编号已用于另一项操作。请刷新页面后再试。' },
  REQUEST_IN_PROGRESS: { status: 409, sentence: '同一项操作正在办理，请稍后刷新查看结果。' },
  INPUT_INVALID: { status: 400, sentence: '填写的内容有误，请检查后再提交。' },
  TOO_MANY_REQUESTS: { status: 429, sentence: '操作过于频繁，请在 {seconds} 秒后再试。' },
  BUSY: { status: 503, sentence: '系统正忙，您填的内容还在。请稍后再试，或致电互助会热线 0755-83282383。' },
  PLAN_NOT_OFFERED: { status: 400, sentence: '“{plan}”现在不能参保，请选择其他保障计划。' },
  PLANS_TERM_DIFFERS: { status: 400, sentence: '所选计划的保障期间不同，请分开参保。' },
  PLAN_NOT_COMBINABLE: { status: 400, sentence: '“{plan}”的名单格式不同，不能与其他计划同时办理。请另建一份申请。' },
  SHARES_NOT_ALLOWED: { status: 400, sentence: '“{plan}”的参保份数应为 1 到 {max} 份。' },
  EFFECTIVE_DATE_TOO_EARLY: { status: 400, sentence: '保单生效日期最早为 {earliest}，不能追溯。' },
  SUPPLEMENT_PARENT_ENDED: {
    status: 409,
    sentence: '原保单现在是“{state}”，不能再补充参保人员。需要继续保障，请在【单位保单查询】打开这份保单办理续保。',
  },
  SUPPLEMENT_NOT_ALLOWED: {
    status: 409,
    sentence: '“{plan}”不接受中途补充。新职工请在续保时一并加入名单；有疑问请致电互助会热线 0755-83282383。',
  },
  SUPPLEMENT_BEFORE_START: {
    status: 400,
    sentence: '保全生效日期 {start} 早于原保单的保障起日 {parentStart}，请改成原保单保障期间内的日期。',
  },
  SUPPLEMENT_AFTER_END: {
    status: 400,
    sentence:
      '保全最早 {start} 生效，原保单只保障到 {end}（含当日），不能再补充。请办理续保，把新职工一并加入续保名单。',
  },
  CHANGE_POLICY_ENDED: { status: 409, sentence: '这份保单现在是“{state}”，不能再更正或减员。' },
  CHANGE_NOTHING: { status: 400, sentence: '“{name}”没有要更正的内容，请改动姓名、手机号码或证件类型。' },
  CHANGE_WRONG: { status: 400, sentence: '“{name}”不能这样更正：{sentence}' },
  CHANGE_TWIN: { status: 409, sentence: '“{name}”更正后与名单里另一个人是同一个证件号码，请核对证件类型和号码。' },
  CHANGE_OPEN: { status: 409, sentence: '“{name}”已经有一份更正或减员在等待审核，请等办完再提交。' },
  CHANGE_LINE_GONE: { status: 409, sentence: '这个人在名单里的保障刚刚有了变化，请刷新后再提交。' },
  CHANGE_MOVED: { status: 409, sentence: '这份变更刚刚有了结果，不用再办。请刷新后查看。' },
  REMOVAL_TOO_MANY: { status: 400, sentence: '一次最多减员 {most} 人，请分几次提交。' },
  REMOVAL_NOT_ALLOWED: {
    status: 409,
    sentence: '“{plan}”不办理中途减员：参保人离职后，保障继续有效至期满。有疑问请致电互助会热线 0755-83282383。',
  },
  RENEWAL_TOO_EARLY: {
    status: 409,
    sentence: '这份保单保障到 {end}，{from} 起可以办理续保。到期前 30 天会再提醒您。',
  },
  RENEWAL_NOT_POSSIBLE: { status: 409, sentence: '这份保单现在是“{state}”，不能续保。请在【参保申请】新建一份。' },
  RENEWAL_BEFORE_END: {
    status: 400,
    sentence: '续保最早从 {earliest} 开始：上期保障到前一天为止，同一天不能有两份保障。',
  },
  CONTACT_MISSING: { status: 400, sentence: '请先填写互助保障联系人的姓名和联系电话。' },
  ROSTER_MISSING: { status: 400, sentence: '还没有参保名单。请先点击【导入名单】导入。' },
  MAPPING_GONE: {
    status: 409,
    sentence: '现在没有需要对应列名的文件，可能已经另外导入。请返回名单查看，或重新导入。',
  },
  MAPPING_INCOMPLETE: { status: 400, sentence: '还没有对应{columns}。请选好是表格里的哪一列，再导入。' },
  MAPPING_DOUBLED: { status: 400, sentence: '{columns}对应了两列。请只留一列，另一列选“不导入”。' },
  MAPPING_UNREADABLE: { status: 400, sentence: '{reason}' },
  ROSTER_IMPORTING: { status: 409, sentence: '名单正在检查，请等检查完成后再继续。' },
  ROSTER_HAS_ERRORS: { status: 400, sentence: '还有 {rows} 行错误，改完后可以进入“确认提交”。' },
  PASTE_TOO_LONG: {
    status: 400,
    sentence: '一次最多粘贴 {limit} 行，现在是 {rows} 行。请分几次粘贴，或保存为 Excel 文件后点【导入名单】。',
  },
  ROSTER_EMPTY: { status: 400, sentence: '名单里没有参保人。请导入名单，或新增参保人。' },
  ROSTER_FROZEN: { status: 409, sentence: '名单已经提交，不能再修改。如需修改，请先撤回申请。' },
  MERGE_FOREIGN: {
    status: 409,
    sentence: '这份批注名单不是从这份申请下载的，不能并入。请到它自己的申请里导入；或者当作普通名单导入。',
  },
  MERGE_OUTDATED: {
    status: 409,
    sentence:
      '下载这份批注名单以后，名单已经换成另一份，行对不上了，不能并入。请重新下载批注名单；或者当作普通名单导入。',
  },
  MERGE_KEYS_BROKEN: {
    status: 409,
    sentence: '“互助核对码”一列被改动过，认不出哪一行是哪一行，不能并入。请重新下载批注名单；或者当作普通名单导入。',
  },
  MERGE_TOO_LARGE: {
    status: 409,
    sentence: '改动超过 {most} 行，不能一次并入。请分成几次，或者当作普通名单导入。',
  },
  MERGE_GONE: {
    status: 409,
    sentence: '没有等待并入的批注名单，也许已经并入了。请看看现在的名单；如需再改，请重新下载批注名单。',
  },
  MERGE_REFUSED: { status: 400, sentence: '{reason}' },
  NOTICE_NOT_ACCEPTED: { status: 400, sentence: '请先阅读告知书并勾选【我已阅读协议】。' },
  LEDGER_MISSING: { status: 400, sentence: '还没有社保台账。请先点击【上传社保台账】。' },
  LEDGER_IMPORTING: { status: 409, sentence: '社保台账正在读取，请等读取完成后再继续。' },
  LEDGER_SHARE_TOO_LOW: {
    status: 400,
    sentence:
      '名单 {rows} 人，社保台账 {month} {persons} 人，覆盖 {percent}%，计划要求不低于 {required}%，至少要有 {least} 人。请补充参保职工，或核对社保台账。',
  },
  EVIDENCE_NOT_NEEDED: { status: 409, sentence: '这一行没有要用证明说明的问题，请刷新后再看一次。' },
  SEAL_PICTURE: {
    status: 400,
    sentence: '没有换印章：图片要是正方形的 PNG，边长 200 到 2000 像素，不超过 500 KB。请另存后再上传。',
  },
  EVIDENCE_TYPE: { status: 400, sentence: '没有上传：证明要用 PDF、JPG 或 PNG 文件。请另存或拍照后再上传。' },
  MARKS_STAND: { status: 409, sentence: '还有 {marks} 处标记没有处理。请退回修改，或先取消这些标记再通过。' },
  NOBODY_ELIGIBLE: { status: 409, sentence: '重新核对后名单里没有可以承保的人。请退回修改或拒绝。' },
  NOTICE_NOT_OPENED: { status: 409, sentence: '请先点击【下载缴费通知书】查看缴费通知书，再填写划款信息。' },
  NOTICE_NOT_READY: { status: 409, sentence: '缴费通知书正在生成，请稍后再试。' },
  POLICY_DOCUMENT_NOT_READY: { status: 409, sentence: '电子保单正在生成，请稍后再试。' },
  ENDORSEMENT_NOT_READY: { status: 409, sentence: '电子保全单正在生成，请稍后再试。' },
  VERIFICATION_CODE_UNKNOWN: {
    status: 404,
    sentence: '没有这张保单。请核对核验码是否输全，或致电互助会热线 0755-83282383 核实。',
  },
  PAID_BEFORE_NOTICE: { status: 400, sentence: '付款日期早于通知书签发日期 {issuedOn}，请核对银行回单。' },
  PAID_IN_FUTURE: { status: 400, sentence: '付款日期晚于今天，请填写银行回单上的日期。' },
  PAPER_MISSING: { status: 400, sentence: '没有找到刚才上传的文件。请重新上传，再提交。' },
  INVOICE_NOT_PDF: { status: 400, sentence: '没有上传：发票要用 PDF 文件。请从开票系统下载 PDF 版式文件。' },
  INVOICE_NUMBER_USED: { status: 409, sentence: '这个发票号码已经登记过。请对照发票核对号码。' },
  INVOICE_STANDING: { status: 409, sentence: '已经开过发票 {invoice}。需要重开，请先红冲原来的发票。' },
  INVOICE_NOT_STANDING: { status: 409, sentence: '这张发票已经红冲，不用再办。请刷新后查看。' },
  INVOICE_NOT_REQUESTED: { status: 409, sentence: '单位没有填写发票信息，不能开票。' },
  INVOICE_NOT_YET: { status: 409, sentence: '款项还没有确认，提前开票也没有审核通过，现在不能开票。' },
  INVOICE_DATE_FUTURE: { status: 400, sentence: '开票日期晚于今天，请按发票上的日期填写。' },
  EARLY_INVOICE_OPEN: { status: 409, sentence: '已经有一份提前开票申请正在办理，不用再提交。' },
  EARLY_INVOICE_MOVED: { status: 409, sentence: '这份提前开票申请刚刚有了变化，请看过最新情况再办。' },
  EARLY_INVOICE_AMOUNT: { status: 400, sentence: '开票金额应与缴费通知书的应缴金额一致，为 {total}。' },
  UNDERTAKING_NOT_READY: { status: 409, sentence: '承诺书正在生成，请稍后再试。' },
  BUSINESS_DATE_BACK: { status: 400, sentence: '业务日期只能向前移，现在是 {today}。请选择以后的日期。' },
  BUSINESS_DATE_FAR: { status: 400, sentence: '一次最多移动 {days} 天，请选择近一些的日期。' },
  EFFECTIVE_DATE_PAST: {
    status: 400,
    sentence: '生效时间最早为 {earliest}：不早于收款次日和单位申请的日期，也不能追溯。',
  },
  INVOICE_STANDS: { status: 409, sentence: '已开具的发票还没有红冲，不能办理这一步。请先由互助会财务红冲发票。' },
  CONFIRM_BEFORE_PAID: { status: 400, sentence: '到账日期晚于今天，请按银行流水填写。' },
  UNDERPAID: {
    status: 400,
    sentence: '到账 {received}，应缴 {total}，还差 {missing}。不能确认收款，请退回划款信息并写明差额。',
  },
  TERMINATION_OPEN: { status: 409, sentence: '已经有人提出终止，正在等另一位同事复核。' },
  TERMINATION_GONE: { status: 409, sentence: '这次终止已经有了结果，不用再办。请刷新后查看。' },
  STATEMENT_REFUSED: { status: 400, sentence: '{reason}' },
  RECEIPT_MOVED: { status: 409, sentence: '这笔到账刚刚被别人处理过。请看过最新情况再办。' },
  RECEIPT_NOT_ENDED: { status: 409, sentence: '这份申请还在办理，不能退款。请先认领，或等申请终结。' },
  REFUND_MOVED: { status: 409, sentence: '这笔退款刚刚有了变化。请看过最新情况再办。' },
  REFUND_NOT_PROPOSED: { status: 409, sentence: '还没有填写退款账户。请先提出退款，再由另一位财务同意。' },
  UPLOAD_TOO_LARGE: {
    status: 413,
    sentence: '没有上传：文件超过 {limit} MB。请分成几份，或删去不需要的工作表后再导入。',
  },
  UPLOAD_EMPTY: { status: 400, sentence: '没有收到文件。请重新选择文件再导入。' },
  UPLOAD_BROKEN: { status: 400, sentence: '上传中断，文件没有收全。请检查网络后再导入一次。' },
  UPLOAD_QUOTA: { status: 429, sentence: '今天上传的文件太多，请明天再试，或致电互助会热线 0755-83282383。' },
  UPLOAD_QUOTA_UNIT: {
    status: 429,
    sentence: '本单位今天上传的文件太多，请明天再试，或致电互助会热线 0755-83282383。',
  },
  EVIDENCE_UNSAFE: {
    status: 400,
    sentence: '没有上传：文件里夹带了脚本、附件或其他文件，或者加了密。请改用扫描件或照片再上传。',
  },
  EVIDENCE_PIXELS: {
    status: 400,
    sentence: '没有上传：图片超过 {megapixels} 百万像素，或已损坏。请用手机重新拍照，或缩小后再上传。',
  },
  EXPORT_TOO_LARGE: {
    status: 400,
    sentence: '没有导出：符合条件的申请有 {rows} 份，一次最多导出 {most} 份。请缩小筛选范围后再导出。',
  },
  STORAGE_FULL: { status: 507, sentence: '服务器存储空间不足，文件没有保存。请致电互助会热线 0755-83282383。' },
} as const satisfies Record<string, { status: number; sentence: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Fills the sentence of a code; a missing detail stays visible as `{name}` so that a test can find it. */
export function errorSentence(code: ErrorCode, details: ErrorDetails = {}): string {
  return fillSentence(ERROR_CODES[code].sentence, details);
}

/** Replaces `{name}` by the detail of that name. Lists are joined with 、 */
export function fillSentence(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details[name];
    if (value === undefined) return whole;
    return Array.isArray(value) ? value.join('、') : String(value);
  });
}
