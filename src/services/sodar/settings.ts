import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { getSetting, updateSetting } from './endpoints/more.ts';
import type { SodarDetail, SodarSetting, SodarSettingRef, SodarSettingUpdate } from './types.ts';

/** Settings of projects, of accounts in projects, and your own. */
export class SodarSettings {
  constructor(private readonly run: Runner) {}

  /**
   * A setting; without `project` your own. One that was never set has its default.
   * @throws Invalid there is no such setting
   * @see https://sodar-core.readthedocs.io/en/latest/app_projectroles_api_rest.html
   */
  get(setting: SodarSettingRef, options?: CallOptions): Promise<SodarSetting> {
    return this.run(getSetting, setting, options);
  }

  /**
   * Sets a setting. The value has the type that the setting has: `true`, not `"true"`.
   * @throws Forbidden the setting is not for users, or the account is neither owner nor delegate
   * @throws Invalid the value is none of its choices
   */
  update(setting: SodarSettingUpdate, options?: CallOptions): Promise<SodarDetail> {
    return this.run(updateSetting, setting, options);
  }
}
