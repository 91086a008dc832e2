// What agents call the stretches that are for nobody (OUT-9), as parts of patterns.

import { MEMORIES, MORE, SAID, THOUGHTS } from '../../message/scaffolding.ts';

/** Elements that are no words; what stands before a stray end of one was one. */
export const THOUGHT = `${THOUGHTS}|reasoning`;
export const IS_THOUGHT = new RegExp(`^(?:${THOUGHT})$`, 'i');
/** What they do, and what comes of it. */
export const TOOL = `(?:tool|function)[-_]?(?:calls?|results?|responses?|uses?|outputs?|code)${MORE}|invoke`;
/** Other notes to themselves; each ends by its own name. */
export const NOTE = [
  MEMORIES,
  `(?:\\w{1,20}[-_])?memor(?:y|ies)${MORE}`,
  TOOL,
  // By these names alone it may be a type or a word.
  'function(?=\\s{0,8}=|\\s{1,8}name\\b)|(?<=/\\s{0,8})function',
  'parameter(?=\\s{0,8}=|\\s{1,8}name\\b)|(?<=/\\s{0,8})parameter',
  'scratch[-_]?pad',
  'reasoning[-_]\\w{1,20}',
  'system[-_]reminder',
  'chain[-_]of[-_]thought',
  '(?:self[-_]|search[-_]quality[-_])?reflection(?![-\\w])',
  'search[-_]quality[-_]score',
  'inner[-_](?:monologue|thoughts?)',
  'internal(?:[-_](?:monologue|thoughts?|reasoning|notes?|reflection))?(?![-\\w])',
  'analysis(?![-\\w])',
].join('|');
/** Of such only the tags are no words. */
export const FRAME = `${SAID}(?:[-_](?:answer|response|reply|output|message))?`;
/** Likewise, where they stand around lines: elsewhere these are words. */
export const WRAPPER = '(?:answer|response|output|reply)(?![-\\w])';
/** Some models put their own before each name. */
export const PREFIX = '(?:\\w{1,20}:|longcat_|[|｜]\\w{1,20}[|｜])?';

/** Between control marks, by what begins them: calls of tools, thoughts, code to be run. */
export const SECTION =
  'tool[\\w▁-]{1,40}[_▁]begin|begin_of_thought|start_(?:thinking|action|tool_results?)|action_start|python_tag|think(?:ing)?';
/** By such a name alone it may be a mark that hides nothing. */
export const IS_BARE_SECTION = /^think/i;
/** Of these the begin has its bar before the name, and the end behind it. */
export const HALF_BARRED = 'channel|tool(?:_call|_response)?';

/** The pattern of the end of such a section. */
export function endOfSection(begin: string): string {
  const ends = (name: string) => `<[|｜]${name}[|｜]>`;
  const name = begin.toLowerCase();
  if (IS_BARE_SECTION.test(name)) return ends(`/${name}`);
  if (name === 'python_tag') return ends('(?:eom|eot)_id');
  // What is given to a call ends with the call, or with all of them.
  if (/_argument[_▁]begin$/.test(name)) return ends('tool[\\w▁-]{1,40}[_▁]end');
  return ends(name.replace(/begin|start/, 'end').replace(/[_▁]/g, '[_▁]'));
}

const TURN_BEGIN = '<[|｜](?:im_start|start_header_id)[|｜]>|<start_of_turn>|<\\|turn>';
/** Who speaks next; what others are made to say is no answer. */
export const TURN = [
  '(?:<[|｜]im_start[|｜]>|<start_of_turn>|<\\|turn>)[ \\t]{0,8}(?:(?<speaker>[a-z]{1,20})[ \\t]{0,8}(?:\\n|(?![^])))?',
  '<[|｜]start_header_id[|｜]>\\s{0,8}(?<heading>[a-z]{1,20})\\s{0,8}<[|｜]end_header_id[|｜]>',
  '<[|｜](?<other>user|system|observation)[|｜]>',
].join('|');
export const IS_ASSISTANT = /^(?:assistant|model)$/i;
export const TURN_END = `<[|｜](?:im_end|eot_id|eom_id)[|｜]>|<end_of_turn>|<turn\\|>|(?=${TURN_BEGIN}|<[|｜]assistant[|｜]>)`;
