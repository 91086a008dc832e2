import { stringify } from 'yaml';
import type { Drawn } from './drawn.ts';
import type { Violation } from './play.ts';

/** A scenario file of what was drawn, with what went wrong in its first comment. */
export function scenarioText(drawn: Drawn, violations: readonly Violation[]): string {
  const said = violations.slice(0, 5).map(({ clause, text }) => `# ${clause}: ${oneLine(text)}`);
  return `${said.join('\n')}\n${stringify(drawn, { lineWidth: 110, flowCollectionPadding: true })}`;
}

const LENGTH_MAX = 200;

/** Nothing of a violation may end the comment that it stands in. */
function oneLine(text: string): string {
  return JSON.stringify(text).slice(1, -1).slice(0, LENGTH_MAX);
}
