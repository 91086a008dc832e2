import type { Journal } from '../sim/inspect.ts';

/** The closing table: what became of every row, and the line that shows that nothing is missing. */
export function summaryLines({ counts, turns, parts }: Journal): string[] {
  const fates = Object.entries(counts.fates).filter(([, count]) => count > 0);
  const sent = parts.filter((part) => part.state === 'sent');
  const table: [string, number][] = [
    ['rows seen', counts.rows],
    ...fates.map(([fate, count]): [string, number] => [`  ${fate}`, count]),
    ['repeat sightings', counts.repeats],
    ['turns', turns.length],
    ['parts sent', sent.length],
    ['receipts', sent.filter((part) => part.guid !== null).length],
  ];
  const fated = fates.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...table.map(([label, count]) => `${label.padEnd(18)}${String(count).padStart(4)}`),
    '',
    `${counts.sightings} sightings = ${fated} rows with a fate + ${counts.pending} pending + ` +
      `${counts.repeats} repeats`,
  ];
}
