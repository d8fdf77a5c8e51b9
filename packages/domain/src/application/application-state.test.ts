import { describe, expect, it } from 'vitest';
import {
  APPLICATION_STATES,
  APPLICATION_TRANSITIONS,
  type ApplicationEvent,
  type ApplicationState,
  advance,
  mayCause,
} from './application-state.ts';

/** The table of domain.md “Lifecycle of an application”, written down a second time: every arrow, and who draws it. */
const DESIGN = [
  'draft → pending_review : operator',
  'draft → deleted : operator',
  'deleted → draft : operator',
  'pending_review → returned : reviewer',
  'returned → pending_review : operator',
  'pending_review → rejected : reviewer',
  'pending_review → withdrawn : operator',
  'returned → withdrawn : operator',
  'pending_review → pending_payment : reviewer',
  'pending_payment → pending_verification : operator',
  'pending_verification → pending_payment : finance',
  'pending_verification → pending_effective : finance',
  'pending_payment → withdrawn : operator',
  'pending_payment → returned : reviewer',
  'pending_payment → voided : society_admin',
  'pending_payment → voided : timer',
  // Case 10: money after an overdue void.
  'voided → pending_payment : society_admin',
  // A supplement whose parent ends (domain.md, Supplement).
  ...['pending_review', 'returned', 'pending_payment', 'pending_verification', 'pending_effective'].flatMap((from) => [
    `${from} → voided : society_admin`,
    `${from} → voided : timer`,
  ]),
  'pending_effective → in_force : timer',
  'in_force → expired : timer',
  'pending_effective → terminated : society_admin',
  'in_force → terminated : society_admin',
];
const ACTORS = ['operator', 'manager', 'reviewer', 'finance', 'society_admin', 'system_admin', 'timer'] as const;
const STATES = Object.keys(APPLICATION_STATES) as ApplicationState[];
const EVENTS = Object.keys(APPLICATION_TRANSITIONS) as ApplicationEvent[];

describe('the table of transitions', () => {
  it('draws exactly the arrows of the design', () => {
    const arrows = STATES.flatMap((from) =>
      EVENTS.flatMap((event) => {
        const to = advance(from, event);
        if (!to) return [];
        return ACTORS.filter((actor) => mayCause([actor], event)).map((actor) => `${from} → ${to} : ${actor}`);
      }),
    );
    expect(arrows.sort()).toEqual([...DESIGN].sort());
  });

  it('lets nobody leave a terminal state and system_admin move nothing', () => {
    for (const state of ['rejected', 'withdrawn', 'terminated', 'expired'] as const) {
      expect(EVENTS.filter((event) => advance(state, event))).toEqual([]);
    }
    expect(EVENTS.filter((event) => mayCause(['system_admin'], event))).toEqual([]);
  });

  it('reaches every state from draft', () => {
    const reached = new Set<ApplicationState>(['draft']);
    for (const from of reached) for (const event of EVENTS) reached.add(advance(from, event) ?? from);
    expect([...reached].sort()).toEqual([...STATES].sort());
  });

  it('releases the reservation wherever the application ends without cover', () => {
    for (const event of EVENTS) {
      const { to, cover } = APPLICATION_TRANSITIONS[event];
      if (['rejected', 'withdrawn', 'voided'].includes(to)) expect(cover).toBe('release');
    }
  });
});
