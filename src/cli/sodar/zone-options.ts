import type { OptionSpec } from '../spec.ts';

/** What is said of a new landing zone. */
export interface ZoneFlags {
  assay?: string;
  title?: string;
  description?: string;
  message?: string;
}

export const ZONE: readonly OptionSpec[] = [
  { flags: '--assay <assay>', description: 'a_….txt or its UUID; default: the only one of the project' },
  { flags: '--title <text>', description: 'part of the title; SODAR puts date and time before it' },
  { flags: '--description <text>', description: 'of the landing zone' },
  { flags: '--message <text>', description: 'shown to the members of the project when the files are there' },
];

export const zoneFields = ({ title, description, message }: ZoneFlags) => ({
  ...(title !== undefined && { title }),
  ...(description !== undefined && { description }),
  ...(message !== undefined && { user_message: message }),
});
