/** Menu entries of the manual that this version does not do yet: what each will hold, and what to do meanwhile. */
export const NOT_OPEN = [
  {
    to: '/supplements',
    label: '保单补充申请',
    holds: '把新入职的职工补充到已经生效的保单里：填写保全生效日期、导入名单、确认提交。',
    meanwhile: '新职工要参保，请先登记姓名和入职日期，并致电互助会热线咨询办理时间。',
  },
  {
    to: '/supplement-progress',
    label: '补充进度查询',
    holds: '已提交的保全申请现在由谁办理、第几天、通常几天。',
    meanwhile: '查询进度，请致电互助会热线，报单位名称和申请编号。',
  },
  {
    to: '/claims',
    label: '给付申请',
    holds: '为患病或发生意外的职工申请给付：选择保障、上传材料、查看审核进度。',
    meanwhile: '请先收好诊断证明、出院小结和医保结算单，并致电互助会热线，按指引提交。',
  },
] as const;
