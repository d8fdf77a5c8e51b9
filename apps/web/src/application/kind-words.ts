import {
  APPLICATION_KINDS,
  type ApplicationKind,
  type ApplicationListName,
} from '@huzhu/domain/application/application.schema';
import type { WizardStep } from './wizard-step.ts';

/** The list in which applications stand. */
export const LISTS = {
  enrolment: { path: '/applications', label: '参保申请' },
  supplement: { path: '/supplement-progress', label: '补充进度查询' },
} as const satisfies Readonly<Record<ApplicationListName, { path: string; label: string }>>;

export type ListPath = (typeof LISTS)[ApplicationListName]['path'];

interface KindWords {
  readonly name: string;
  readonly list: (typeof LISTS)[ApplicationListName];
  /** The steps before 确认提交, in order, and it. */
  readonly steps: readonly WizardStep[];
  readonly stepLabels: Readonly<Record<WizardStep, string>>;
  /** What the list of persons is called, and the button that brings it in. */
  readonly roster: string;
  readonly import: string;
  /** The chapter of the guide that tells of it, with the place of each step. */
  readonly guide: { readonly chapter: number; readonly places: Readonly<Record<WizardStep, string>> };
}

const STEP_LABELS: Readonly<Record<WizardStep, string>> = {
  plan: '选择保障计划',
  notice: '阅读告知书',
  roster: '提交参保名单',
  confirm: '确认提交',
};

const ENROLMENT: KindWords = {
  name: APPLICATION_KINDS.enrolment,
  list: LISTS.enrolment,
  steps: ['plan', 'notice', 'roster', 'confirm'],
  stepLabels: STEP_LABELS,
  roster: '参保名单',
  import: '导入名单',
  guide: { chapter: 2, places: { plan: '2-2', notice: '2-3', roster: 'roster', confirm: '2-4' } },
};

/** What differs between the kinds of application, in the manual's words (chapters 2 and 3). */
export const KIND_WORDS: Readonly<Record<ApplicationKind, KindWords>> = {
  enrolment: ENROLMENT,
  renewal: { ...ENROLMENT, name: APPLICATION_KINDS.renewal },
  supplement: {
    name: APPLICATION_KINDS.supplement,
    list: LISTS.supplement,
    steps: ['roster', 'confirm'],
    stepLabels: { ...STEP_LABELS, roster: '提交保全名单' },
    roster: '保全名单',
    import: '导入模板',
    guide: { chapter: 3, places: { plan: '3-1', notice: '3-1', roster: '3-1', confirm: '3-2' } },
  },
};

/** Of an application that is not known yet: a 参保 is what is begun without one. */
export const wordsOf = (view: { readonly kind: ApplicationKind } | undefined): KindWords =>
  KIND_WORDS[view?.kind ?? 'enrolment'];
