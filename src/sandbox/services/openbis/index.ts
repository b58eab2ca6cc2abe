import { type Answer, empty, type Refusal, text } from '../../answer.ts';
import type { Call } from '../../routes.ts';
import type { Service } from '../../service.ts';
import { dataStoreServer } from './data-store.ts';
import { downloadRoutes, htmlRefusal, STORE } from './downloads.ts';
import { fileTransferRoutes, TRANSFER, transferRefusal } from './file-transfer.ts';
import type { OpenBis, OpenBisState } from './instance.ts';
import { isObj, listOf } from './params.ts';
import { applicationServer, rpcRefusal, rpcRoute } from './rpc.ts';
import { OpenBisRefusal, openbisRules, refuse } from './rules.ts';
import { uploadRoutes } from './uploads.ts';
import { oldStoreServer, queryServer } from './version-1.ts';

const AS = '/openbis/openbis';

/** openBIS: application server and data store on one address. */
export function openbisService(openbis: OpenBis): Service {
  /** `own`: what a body that names no method is listed under. */
  const rpc = (pattern: string, own: string, { names, dispatch }: ReturnType<typeof applicationServer>) => ({
    ...rpcRoute(pattern, 'openbis', names, dispatch),
    operation: `openbis.${own}.rpc`,
  });
  return {
    name: 'openbis',
    prefixes: ['/openbis', STORE],
    rules: Object.values(openbisRules),
    enumFields: [
      'dataType',
      'kind',
      'status',
      'complete',
      'role',
      'roleLevel',
      'entityKind',
      'addressType',
      'objectKind',
    ],
    routes: [
      rpc(`${AS}/rmi-application-server-v3.json`, 'applicationServer', applicationServer(openbis)),
      rpc(`${STORE}/rmi-data-store-server-v3.json`, 'dataStore', dataStoreServer(openbis)),
      rpc(`${AS}/rmi-query-v1.json`, 'queryV1', queryServer(openbis)),
      rpc(`${STORE}/rmi-dss-api-v1.json`, 'dataStoreV1', oldStoreServer(openbis)),
      ...fileTransferRoutes(openbis),
      ...uploadRoutes(openbis),
      ...downloadRoutes(openbis),
    ],
    unrouted(call, mismatch) {
      // Browsers ask before they call another host; whom the server trusts is a matter of its configuration.
      if (call.method === 'OPTIONS' && mismatch?.reason === 'method') return empty(200);
      throw refuse(mismatch?.reason === 'method' ? 'http.method' : 'http.not-found');
    },
    refused: (call, refusal) => refused(call, refusal),
    tokenOf,
    error: (_call, status) =>
      text(
        `<html><head><title>Error ${status}</title></head><body><h2>HTTP ERROR ${status}</h2></body></html>`,
        {
          status,
          type: 'text/html;charset=iso-8859-1',
        },
      ),
    snapshot: () => openbis.state(),
    restore: (state) => openbis.restore(state as OpenBisState),
  };
}

function refused(call: Call, refusal: Refusal): Answer {
  if (!(refusal instanceof OpenBisRefusal)) throw refusal;
  if (call.path === TRANSFER) return transferRefusal(refusal);
  return refusal.openbis.thrown === 'html' ? htmlRefusal(call, refusal) : rpcRefusal(call, refusal);
}

/** Tokens travel as a parameter, of the call or of the address. */
function tokenOf(call: Call): string | undefined {
  const inQuery = call.query.get('sessionID');
  if (inQuery !== null) return inQuery;
  try {
    const value: unknown = JSON.parse(call.body);
    if (!isObj(value)) return undefined;
    const [first] = listOf(value.params ?? value.userSessionId);
    return typeof first === 'string' ? first : undefined;
  } catch {
    return undefined;
  }
}
