/** Beneath every reason that is asked for at the desk. */
export const REASON_HINT = '会记在操作记录里，不要写个人信息';
