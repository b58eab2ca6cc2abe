import { type Endpoint, endpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { type Kind, NAMES } from '../kinds.ts';
import * as schemas from '../schemas/answers.ts';
import type { ObjectOf } from '../types.ts';
import { objectFromXml } from '../xml-document.ts';
import { DOC } from './submissions.ts';

const NOT_OURS =
  'The account has no such object on this server, which for the test service means: since three this morning. Those of others are not read here.';

/** `GET /sample/{id}`: in XML, which says all that is stored. */
const get = <K extends Kind>(kind: K): Endpoint<string, ObjectOf[K]> => {
  const { one } = NAMES[kind];
  return endpoint<string, ObjectOf[K]>()({
    name: `ena.${kind}.get`,
    doc: DOC,
    method: 'GET',
    effect: 'read',
    auth: 'required',
    input: schemas.id,
    path: (id) => path`/${one}/${id}`,
    accept: 'application/xml',
    parse: ({ text }) => objectFromXml(kind, text),
    output: schemas.objectAnswer,
    hint: (status) => (status === 404 ? NOT_OURS : undefined),
  });
};

export const getProject = get('projects');
export const getStudy = get('studies');
export const getSample = get('samples');
export const getExperiment = get('experiments');
export const getRun = get('runs');
export const getAnalysis = get('analyses');
