import { REASONS, reasonText } from '../fates.ts';
import type { Asked } from '../inbound/pass-stages.ts';
import type { Subject } from '../inbound/stages/stage.ts';
import { clean } from '../log-text.ts';

const PATTERN_LENGTH_MAX = 80;

/** What a stage said of a row, in one line. */
export function stageText({ stage, finding }: Asked, subject: Subject): string {
  if (finding?.code != null) {
    const { fate } = REASONS[finding.code];
    const ended = `${fate ?? 'waits'}: ${reasonText(finding)}`;
    return stage === 'fence' ? `${ended} (${ageText(subject)})` : ended;
  }
  if (stage === 'fence') return ageText(subject);
  const { mentionedBy, pairing, note } = finding?.facts ?? {};
  if (note === 'own') return 'what the owner wrote to themselves';
  if (mentionedBy !== undefined) return `mentioned by ${clean(mentionedBy, PATTERN_LENGTH_MAX)}`;
  if (stage === 'gate') return pairing === 'paired' ? 'admitted: has paired' : 'admitted';
  return 'nothing';
}

function ageText({ message, arrivedAtMs, age }: Subject): string {
  if (message.sentAtMs === null) return 'has no date';
  const came = age.isReplay ? 'came while the gateway was down' : 'came by itself';
  return `${durationText(arrivedAtMs - message.sentAtMs)} old, at most ${durationText(age.windowMs)}; ${came}`;
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

function durationText(ms: number): string {
  const unit = UNITS.find(([, unitMs]) => Math.abs(ms) >= unitMs);
  if (unit === undefined) return `${Math.round(ms / 1_000)} s`;
  const [name, unitMs] = unit;
  return `${Math.round((ms / unitMs) * 10) / 10} ${name}`;
}
