import { biosamples } from './operations-biosamples.ts';
import { ena } from './operations-ena.ts';
import { openbis } from './operations-openbis.ts';
import type { ServiceOperations } from './operations-shared.ts';
import { sodar } from './operations-sodar.ts';
import { usi } from './operations-usi.ts';

/** A service joins the redaction and the fuzz suite with one line here, and a table in a file of its own. */
export const SERVICES: readonly ServiceOperations[] = [biosamples, ena, usi, openbis, sodar];
