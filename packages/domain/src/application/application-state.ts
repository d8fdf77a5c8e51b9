import { z } from 'zod';
import type { Role } from '../access/role.ts';

/** States of an application (参保, 保全, 续保 share the machine), with the words the manual and the list use. */
export const APPLICATION_STATES = {
  draft: '暂存',
  deleted: '已删除',
  pending_review: '待审核',
  returned: '退回修改',
  rejected: '已拒绝',
  withdrawn: '已撤回',
  pending_payment: '待缴费',
  pending_verification: '等待核对',
  pending_effective: '待生效',
  in_force: '保障中',
  expired: '已到期',
  terminated: '已终止',
  voided: '已作废',
} as const;

export type ApplicationState = keyof typeof APPLICATION_STATES;
export const applicationState = z.enum(Object.keys(APPLICATION_STATES) as [ApplicationState, ...ApplicationState[]]);

/** Who may cause an event: a role, or a timer of the worker. */
export type Actor = Role | 'timer';

/** What a move does to the persons' reserved 份. */
type Reservation = 'reserve' | 'keep' | 'release' | 'confirm' | 'activate' | 'end' | 'none';

interface Transition {
  readonly from: readonly ApplicationState[];
  readonly to: ApplicationState;
  readonly by: readonly Actor[];
  readonly cover: Reservation;
  /** The words of 保单操作记录. */
  readonly label: string;
  readonly reasonRequired?: true;
  /** A second account of the same role has to approve (maker–checker inside one event). */
  readonly secondApprover?: true;
}

/**
 * The one table of domain.md “Lifecycle of an application”. Nothing else decides who may move what;
 * `advance` is the only door, and each move is one conditional update on (state, version).
 */
export const APPLICATION_TRANSITIONS = {
  delete: { from: ['draft'], to: 'deleted', by: ['operator'], cover: 'none', label: '删除暂存' },
  restore: { from: ['deleted'], to: 'draft', by: ['operator'], cover: 'none', label: '恢复暂存' },
  submit: { from: ['draft'], to: 'pending_review', by: ['operator'], cover: 'reserve', label: '确认提交' },
  resubmit: { from: ['returned'], to: 'pending_review', by: ['operator'], cover: 'reserve', label: '再次提交' },
  return: {
    from: ['pending_review'],
    to: 'returned',
    by: ['reviewer'],
    cover: 'keep',
    label: '退回修改',
    reasonRequired: true,
  },
  reject: {
    from: ['pending_review'],
    to: 'rejected',
    by: ['reviewer'],
    cover: 'release',
    label: '拒绝',
    reasonRequired: true,
  },
  withdraw: {
    from: ['pending_review', 'returned', 'pending_payment'],
    to: 'withdrawn',
    by: ['operator'],
    cover: 'release',
    label: '撤回申请',
  },
  approve: { from: ['pending_review'], to: 'pending_payment', by: ['reviewer'], cover: 'keep', label: '审核通过' },
  return_approved: {
    from: ['pending_payment'],
    to: 'returned',
    by: ['reviewer'],
    cover: 'keep',
    label: '作废通知书并退回',
    reasonRequired: true,
  },
  submit_payment: {
    from: ['pending_payment'],
    to: 'pending_verification',
    by: ['operator'],
    cover: 'keep',
    label: '提交划款信息',
  },
  refuse_payment: {
    from: ['pending_verification'],
    to: 'pending_payment',
    by: ['finance'],
    cover: 'keep',
    label: '退回划款信息',
    reasonRequired: true,
  },
  confirm_payment: {
    from: ['pending_verification'],
    to: 'pending_effective',
    by: ['finance'],
    cover: 'confirm',
    label: '确认收款',
  },
  void: {
    from: ['pending_payment'],
    to: 'voided',
    by: ['society_admin', 'timer'],
    cover: 'release',
    label: '作废',
    reasonRequired: true,
  },
  reopen: {
    from: ['voided'],
    to: 'pending_payment',
    by: ['society_admin'],
    cover: 'reserve',
    label: '恢复办理',
    reasonRequired: true,
  },
  /** The policy that a supplement was to join has ended before the supplement began. */
  lapse: {
    from: ['pending_review', 'returned', 'pending_payment', 'pending_verification', 'pending_effective'],
    to: 'voided',
    by: ['timer', 'society_admin'],
    cover: 'release',
    label: '原保单已结束，作废',
    reasonRequired: true,
  },
  activate: { from: ['pending_effective'], to: 'in_force', by: ['timer'], cover: 'activate', label: '保障生效' },
  expire: { from: ['in_force'], to: 'expired', by: ['timer'], cover: 'end', label: '保障到期' },
  terminate: {
    from: ['pending_effective', 'in_force'],
    to: 'terminated',
    by: ['society_admin'],
    cover: 'end',
    label: '终止',
    reasonRequired: true,
    secondApprover: true,
  },
} as const satisfies Record<string, Transition>;

export type ApplicationEvent = keyof typeof APPLICATION_TRANSITIONS;

/** The state after an event, or undefined when the table has no such arrow. */
export function advance(state: ApplicationState, event: ApplicationEvent): ApplicationState | undefined {
  const transition: Transition = APPLICATION_TRANSITIONS[event];
  return transition.from.includes(state) ? transition.to : undefined;
}

/** Whether one of the roles may cause the event. */
export function mayCause(roles: readonly Actor[], event: ApplicationEvent): boolean {
  const by: readonly Actor[] = APPLICATION_TRANSITIONS[event].by;
  return roles.some((candidate) => by.includes(candidate));
}

/** The states in which the unit may change rows of the roster. */
export const EDITABLE_STATES: readonly ApplicationState[] = ['draft', 'returned'];

export type Turn = 'unit' | 'reviewer' | 'finance' | 'society_admin' | 'nobody';

/** Whose turn it is: the form of the state tag (solid = yours) and “谁、第几天、通常几天” follow from this. */
export const TURN_OF: Readonly<Record<ApplicationState, Turn>> = {
  draft: 'unit',
  deleted: 'nobody',
  pending_review: 'reviewer',
  returned: 'unit',
  rejected: 'nobody',
  withdrawn: 'nobody',
  pending_payment: 'unit',
  pending_verification: 'finance',
  pending_effective: 'society_admin',
  in_force: 'nobody',
  expired: 'nobody',
  terminated: 'nobody',
  voided: 'nobody',
};
