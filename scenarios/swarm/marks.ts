// Rare things that a soak must have met, each by a name.

import { worldEvents } from '../../fake-imsg/world/events.ts';
import type { Driver } from '../runner/drivers/driver.ts';
import { kindOfEvent } from '../vocabulary/mac-fields.ts';
import type { Drawn } from './drawn.ts';

const KINDS_OF_EVENTS = Object.keys(worldEvents);

export function marksOf({ ledger, device }: Driver, drawn: Drawn): Record<string, number> {
  const marks: Record<string, number> = {};
  const met = (name: string, times = 1) => {
    marks[name] = (marks[name] ?? 0) + times;
  };
  for (const { name, event } of ledger.events) {
    if (name === 'row' && event.isNew)
      met(`fate ${event.fate ?? 'pending'}: ${reasonWithoutDetail(event.reason)}`);
    if (name === 'row' && !event.isNew) met('repeat sighting');
    if (name === 'turn') met(`turn ${event.state}`);
    if (name === 'part') met(`part ${event.state}`);
    if (name === 'fatal') met(`error ${event.code}`);
  }
  for (const { message } of ledger.log) {
    const [, code] = /\b((?:imsg|rpc|store|messages_db|source|agent)_[a-z_]+)\b/.exec(message) ?? [];
    if (code !== undefined) met(`error ${code}`);
  }
  for (const step of drawn.steps) {
    if (typeof step.gateway === 'string') met(`gateway ${step.gateway}`);
    for (const [who, says] of Object.entries(step)) {
      const form = formOf(who, says);
      if (form !== null) met(`event ${form}`);
    }
    const [event] = Object.keys((step.mac as object | undefined) ?? {});
    if (event !== undefined && KINDS_OF_EVENTS.includes(kindOfEvent(event)))
      met(`event ${kindOfEvent(event)}`);
  }
  for (const { fault } of device.faults()) met(`fault ${fault}`);
  const { build = 'current', environment = 'basic' } = (drawn.device ?? {}) as {
    build?: string;
    environment?: string;
  };
  met(`build ${build}`);
  met(`environment ${environment}`);
  return marks;
}

/** Reasons that name fields or numbers count as one. */
function reasonWithoutDetail(reason: string): string {
  return reason
    .replace(/\(.*\)$/u, '')
    .replace(/^(bad field) .*$/u, '$1')
    .trim();
}

const EVENT_OF_FORM: Readonly<Record<string, string>> = { plain: 'text', voice: 'voice-memo' };

/** The event behind what somebody writes; null where a step is something else. */
function formOf(who: string, says: unknown): string | null {
  if (typeof says !== 'object' || says === null || !('sends' in says)) return null;
  if (who === 'owner') return 'own-text';
  const form = 'as' in says && typeof says.as === 'string' ? says.as : 'plain';
  return EVENT_OF_FORM[form] ?? form;
}
