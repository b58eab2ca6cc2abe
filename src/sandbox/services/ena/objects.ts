import { type Answer, json } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import { wanted, xml } from './answers.ts';
import type { EnaArchive } from './archive.ts';
import type { EnaAuth } from './auth.ts';
import { DROP_BOXES } from './drop-box.ts';
import { writeJson } from './json-writer.ts';
import { INFO, KINDS, type Kind } from './kinds.ts';
import type { StoredObject } from './model.ts';
import { setXml } from './render.ts';
import { refuse } from './rules.ts';
import { V2_BASES } from './submit.ts';

/** Own objects, private ones too: from version 2 in both forms, from the drop-box as XML. */
export function objectRoutes(archive: EnaArchive, auth: EnaAuth): Route[] {
  const v2 = V2_BASES.flatMap((base) =>
    KINDS.filter((kind) => INFO[kind].json).map(
      (kind): Route => ({
        service: 'ena',
        operation: `ena.${INFO[kind].plural}.get`,
        method: 'GET',
        pattern: `${base}/${kind}/:id`,
        handle: (call) => both(call, archive, own(call, archive, auth, kind)),
      }),
    ),
  );
  const dropBox = DROP_BOXES.flatMap((base) =>
    KINDS.map(
      (kind): Route => ({
        service: 'ena',
        operation: `ena.dropbox.${INFO[kind].plural}.get`,
        method: 'GET',
        pattern: `${base}/${INFO[kind].dropBox}/:id`,
        handle: (call) => xml(setXml(archive, [own(call, archive, auth, kind)])),
      }),
    ),
  );
  return [...v2, ...dropBox];
}

function own(call: Call, archive: EnaArchive, auth: EnaAuth, kind: Kind): StoredObject {
  const account = auth.account(call);
  const id = call.params.id ?? '';
  const found = archive.store.object(id) ?? archive.store.byAlias(account, kind, id);
  const fits = found && (found.kind === kind || (isStudy(found.kind) && isStudy(kind)));
  if (!fits) throw refuse('object.unknown');
  if (found.account !== account) throw refuse('object.foreign');
  return found;
}

/** Project and study are two views of one thing. */
const isStudy = (kind: Kind): boolean => kind === 'project' || kind === 'study';

function both(call: Call, archive: EnaArchive, object: StoredObject): Answer {
  return wanted(call, 'xml') === 'json' ? json(writeJson(archive, object)) : xml(setXml(archive, [object]));
}
