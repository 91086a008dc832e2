import { REASONS, reasonText } from '../fates.ts';
import type { Asked } from '../inbound/pass-stages.ts';
import type { Subject } from '../inbound/stages/stage.ts';
import { clean } from '../log-text.ts';

const PATTERN_LENGTH_MAX = 80;

type AgedRow = Pick<Subject, 'arrivedAtMs' | 'cameAtMs' | 'age'> & {
  readonly message: Pick<Subject['message'], 'sentAtMs'>;
};

/** What a stage said of a row, in one line. */
export function stageText({ stage, finding }: Asked, subject: AgedRow): string {
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

/** As it counted: where the gateway's clock was known to be wrong, by a better one. */
function ageText({ message, arrivedAtMs, cameAtMs, age }: AgedRow): string {
  if (message.sentAtMs === null) return 'has no date';
  const came = age.isReplay ? 'came while the gateway was down' : 'came by itself';
  const old = `${durationText(cameAtMs - message.sentAtMs)} old, at most ${durationText(age.windowMs)}; ${came}`;
  const aheadMs = arrivedAtMs - cameAtMs;
  if (aheadMs === 0) return old;
  return `${old}; the clock here was ${durationText(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead' : 'behind'}`;
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
