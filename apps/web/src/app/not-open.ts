/** Menu entries of the manual that this version does not do yet: what each will hold, and what to do meanwhile. */
export const NOT_OPEN = [
  {
    to: '/claims',
    label: '给付申请',
    holds: '为患病或发生意外的职工申请给付：选择保障、上传材料、查看审核进度。',
    meanwhile: '请先收好诊断证明、出院小结和医保结算单，并致电互助会热线，按指引提交。',
  },
] as const;
