import { ApiError, api, asApiError, whenSignedOut } from '$/contract/api';
import type { Workspace } from '$/contract/wire';
import { customs } from '$/i18n/customs.svelte';

/** The open workspace: its name, counts and customs. Asked again after an import or an erasure. */
class Current {
  data = $state.raw<Workspace | null>(null);
  error = $state.raw<ApiError | null>(null);

  /** The server asks who this is. */
  locked = $derived(this.error?.status === 401);

  constructor() {
    whenSignedOut(() => (this.error ??= new ApiError(401, { code: 'session.none', title: 'Nobody is signed in.' })));
  }

  async load(): Promise<void> {
    try {
      this.data = await api.get<Workspace>('/workspace');
      this.error = null;
      customs.currency = this.data.currency;
      customs.timezone = this.data.timezone;
    } catch (error) {
      this.error = asApiError(error);
    }
  }

  async signOut(): Promise<void> {
    await api.remove('/session');
    this.data = null;
    await this.load();
  }

  may(action: string): boolean {
    // Until it is known nothing is hidden, so that nothing jumps; the server decides anyway.
    return this.data?.user.may.includes(action) ?? true;
  }
}

export const workspace = new Current();
