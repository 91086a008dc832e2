// Every tool there is: a new one is a file of its own and a line here.

import { history } from './history.ts';
import { readAttachment } from './read-attachment.ts';
import { search } from './search.ts';
import type { Tool } from './tool.ts';

export const TOOLS: readonly Tool[] = [history, search, readAttachment];

const BY_NAME: ReadonlyMap<string, Tool> = new Map(TOOLS.map((tool) => [tool.name, tool]));

export const toolNamed = (name: string): Tool | null => BY_NAME.get(name) ?? null;
