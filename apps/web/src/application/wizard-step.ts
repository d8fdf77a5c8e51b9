import type { ApplicationList } from '@huzhu/domain/application/application.schema';

export type WizardStep = ApplicationList['items'][number]['step'];

export function stepPath(number: string, step: WizardStep): string {
  return `/applications/${number}/${step}`;
}
