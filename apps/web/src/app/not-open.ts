/** Menu entries of the manual that this version does not do yet: what each will hold, and what to do meanwhile. */
export const NOT_OPEN = [
  {
    to: '/policies',
    label: '单位保单查询',
    holds: '已生效的保单：保单明细、参保人员名单、保单资料汇总、保单操作记录，以及下载发票和打印电子保单。',
    meanwhile: '查询某份保单，请致电互助会热线，报单位名称和参保年度。',
  },
  {
    to: '/persons',
    label: '个人保单查询',
    holds: '从职工个人维度查询保单：参加了哪些计划、份数和保障期间。',
    meanwhile: '查询某位职工的保障，请由本单位工会致电互助会热线核实。',
  },
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
