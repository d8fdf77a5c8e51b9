import type { ApplicationList } from '@huzhu/domain/application/application.schema';

export type WizardStep = ApplicationList['items'][number]['step'];

/** The steps of the wizard in the manual's words (2.2–2.4), in order. */
export const STEP_LABELS: Readonly<Record<WizardStep, string>> = {
  plan: '选择保障计划',
  notice: '阅读告知书',
  roster: '提交参保名单',
  confirm: '确认提交',
};

export const WIZARD_STEPS = Object.keys(STEP_LABELS) as WizardStep[];

export function stepPath(number: string, step: WizardStep): string {
  return `/applications/${number}/${step}`;
}
