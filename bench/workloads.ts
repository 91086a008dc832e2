// Every workload by its name, in the order in which they run. Each is loaded by the process that runs it.

import type { Workload } from './figure.ts';

export const WORKLOADS = {
  decide: async () => (await import('./decide.ts')).decide,
  durable: async () => (await import('./durable.ts')).durable,
  'one-at-a-time': async () => (await import('./one-at-a-time.ts')).oneAtATime,
  answers: async () => (await import('./answers.ts')).answers,
  'last-token': async () => (await import('./last-token.ts')).lastToken,
  conversations: async () => (await import('./conversations.ts')).conversations,
  waiting: async () => (await import('./waiting.ts')).waiting,
  recovery: async () => (await import('./recovery.ts')).recovery,
  'endless-line': async () => (await import('./endless-line.ts')).endlessLine,
  'fake-writes': async () => (await import('./fake-writes.ts')).fakeWrites,
  'fake-serves': async () => (await import('./fake-serves.ts')).fakeServes,
  scenarios: async () => (await import('./scenarios.ts')).scenarios,
  'simulated-hours': async () => (await import('./simulated-hours.ts')).simulatedHours,
  'fake-starts': async () => (await import('./fake-starts.ts')).fakeStarts,
  'start-up': async () => (await import('./start-up.ts')).startUp,
} as const satisfies Readonly<Record<string, () => Promise<Workload>>>;

export type WorkloadName = keyof typeof WORKLOADS;
export const WORKLOAD_NAMES = Object.keys(WORKLOADS) as readonly WorkloadName[];
